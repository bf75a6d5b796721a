// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import org.jspecify.annotations.Nullable;

/** The names of OpenTelemetry's conventions for generative AI, as Camel's own AI components use them from 4.23 on. */
final class GenAi {

    static final String OPERATION_NAME = "gen_ai.operation.name";
    static final String SYSTEM = "gen_ai.system";
    static final String PROVIDER_NAME = "gen_ai.provider.name";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String INPUT_MESSAGES = "gen_ai.input.messages";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String ERROR_TYPE = "error.type";
    static final String CAMEL_COMPONENT = "camel.component";

    static final String CLIENT_OPERATION = "gen_ai.client.operation";
    static final String CLIENT_TOKEN_USAGE = "gen_ai.client.token.usage";

    /** What the conventions call it when images are made. */
    static final String OPERATION = "generate_content";
    static final String PORTKEY = "portkey";
    static final String COMPONENT = "portkey-images";

    private static final String UNKNOWN = "unknown";

    private GenAi() {
    }

    /** What to show for a model that may not have been named. */
    static String model(@Nullable String model) {
        return model == null || model.isBlank() ? UNKNOWN : model;
    }
}
