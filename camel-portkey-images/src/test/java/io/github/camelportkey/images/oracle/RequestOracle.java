// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.oracle;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.Objects;

import io.github.camelportkey.images.kit.ScriptedServer;
import org.openapi4j.core.exception.EncodeException;
import org.openapi4j.core.exception.ResolutionException;
import org.openapi4j.core.validation.ValidationException;
import org.openapi4j.operation.validator.model.Request;
import org.openapi4j.operation.validator.model.impl.Body;
import org.openapi4j.operation.validator.model.impl.DefaultRequest;
import org.openapi4j.operation.validator.validation.RequestValidator;
import org.openapi4j.parser.OpenApi3Parser;

/** Judges requests by a document of the API and a parser that know nothing of this project's code. */
final class RequestOracle {

    private final RequestValidator validator;

    RequestOracle() {
        try {
            URL document = Objects.requireNonNull(getClass().getResource("/oracle/image-edit.openapi.json"));
            validator = new RequestValidator(new OpenApi3Parser().parse(document, false));
        } catch (ResolutionException | ValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws what is wrong with a request as it stood on the wire. */
    void judge(ScriptedServer.Request request) throws ValidationException, EncodeException {
        judge(Objects.requireNonNull(request.header("Content-Type")), request.body());
    }

    void judge(String contentType, byte[] body) throws ValidationException, EncodeException {
        validator.validate(new DefaultRequest.Builder("http://gateway/images/edits", Request.Method.POST)
                .header("Content-Type", contentType)
                .body(Body.from(new ByteArrayInputStream(body)))
                .build());
    }
}
