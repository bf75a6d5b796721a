// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import org.apache.camel.builder.RouteBuilder;

/** The studio's routes: the page, the edit behind it, and its results. */
final class EditRoute extends RouteBuilder {

    static final String EDITS = "/edits";
    static final String RESULTS = "/results";

    @Override
    public void configure() {
        onException(Exception.class).handled(true).process("problems").marshal().json().convertBodyTo(String.class);

        // The parts image, image1 … and mask are attachments, which the edit takes as they are.
        from("platform-http:" + EDITS + "?httpMethodRestrict=POST&consumes=multipart/form-data&muteException=true")
                .routeId("edit")
                .process("arrival")                             // has come whole: no longer a slow upload
                .process("editOnce")                            // a form that is repeated is sent to the answer of the first
                .process("editSeats")                           // no more at once than there are seats
                .process("editForm")                            // prompt, size and n become headers; all else goes
                .to("portkey-images:edit?model={{model}}")
                .process("results")                             // keeps the pictures, answers with their addresses
                .marshal().json().convertBodyTo(String.class);

        from("platform-http:" + RESULTS + "/{name}?httpMethodRestrict=GET&muteException=true")
                .routeId("result").process("result");
        from("timer:forget?period=30000").routeId("forget").process("forget");

        from("platform-http:/?httpMethodRestrict=GET&muteException=true").routeId("page").process("page");
        from("platform-http:/page/{file}?httpMethodRestrict=GET&muteException=true").routeId("files").process("page");
        from("platform-http:/limits?httpMethodRestrict=GET&muteException=true").routeId("limits")
                .removeHeaders("*").setBody(constant("{{limits}}"));
    }
}
