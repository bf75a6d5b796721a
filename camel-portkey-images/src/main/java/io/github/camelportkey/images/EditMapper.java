// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import io.github.camelportkey.images.model.ModelFamily;
import io.github.camelportkey.images.model.SpoolException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the edit and its route from a message and the options, and checks both before anything is sent. */
final class EditMapper {

    private static final Logger LOG = LoggerFactory.getLogger(EditMapper.class);

    /** What to send, and where. */
    record Mapped(ImageEditRequest request, GatewayRoute route) {
    }

    private final PortkeyImagesConfiguration options;
    private final RouteFields routes;
    private final @Nullable InputImage mask;

    EditMapper(PortkeyImagesConfiguration options, @Nullable InputImage mask) {
        this.options = options;
        this.routes = new RouteFields(options);
        this.mask = mask;
    }

    /**
     * @throws IllegalArgumentException saying what is wrong with the input, all at once, and how to mend it
     * @throws IOException when an image can't be read
     */
    Mapped map(Message message, InputContents contents) throws IOException {
        ImageEditRequest.Builder request = ImageEditRequest.builder();
        EditFields.apply(message, options, request);
        ModelName model = ModelName.of(request.model(), routes.provider(message));
        request.model(model.name());
        GatewayRoute route = routes.route(message, model);
        ImageInputs inputs = inputs(message, contents, route);
        inputs.images().forEach(request::image);
        request.mask(inputs.mask());
        if (request.missing().contains("prompt") && inputs.promptInBody() != null) {
            request.prompt(inputs.promptInBody());
        }
        check(message, request, route);
        return new Mapped(request.build(), route);
    }

    private ImageInputs inputs(Message message, InputContents contents, GatewayRoute route) throws IOException {
        try {
            contents.requireSpace();
        } catch (IOException e) {
            throw ImagesClient.notSent(e, route);
        }
        try {
            return ImageInputs.of(message, contents, mask);
        } catch (SpoolException e) {
            throw ImagesClient.notSent(e, route);
        } catch (IOException e) {
            throw new IllegalArgumentException("The edit was not sent, and nothing was billed: an image could not be read ("
                                               + e + ")", e);
        }
    }

    private void check(Message message, ImageEditRequest.Builder request, GatewayRoute route) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String field : request.missing()) {
            faults.add(field.equals("prompt")
                    ? "there is no prompt; set the option prompt or the header " + PortkeyImagesConstants.PROMPT
                    : "there is no image; send it as body, as attachment named image, or in the header "
                      + PortkeyImagesConstants.IMAGE + foundInstead(message));
        }
        int missing = faults.size();
        boolean assumed = request.model() == null && route.config() == null && route.gatewayHeaders().isEmpty();
        ModelFamily family = request.model() != null ? ModelFamily.of(request.model())
                : assumed ? ModelFamily.DALL_E_2 : ModelFamily.OTHER;
        if (options.getValidation() != PortkeyImagesValidation.off) {
            faults.addAll(request.faults(family));
        }
        if (faults.isEmpty()) {
            return;
        }
        String text = String.join("; and ", faults) + ". These are the rules for " + family.label()
                      + (assumed ? ", which the API takes when no model is set: model=… says which one you use" : "");
        if (missing > 0 || options.getValidation() == PortkeyImagesValidation.fail) {
            throw new IllegalArgumentException("The edit was not sent, and nothing was billed: " + text
                                               + wayOut(missing, faults.size()));
        }
        LOG.warn("The edit of exchange {} is sent, though {}", message.getExchange().getExchangeId(), text);
    }

    private String wayOut(int missing, int faults) {
        if (faults == missing || options.getValidation() != PortkeyImagesValidation.fail) {
            return "";
        }
        return ". With validation=warn or validation=off "
               + (missing == 0 ? "it is sent all the same" : "only what is missing keeps it from being sent");
    }

    private static String foundInstead(Message message) {
        Object body = message.getBody();
        return body == null ? " (the body is empty)" : " (the body is a " + body.getClass().getTypeName() + ")";
    }
}
