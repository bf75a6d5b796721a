// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.kit.CapturedLog;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is checked before anything is sent, and what becomes of it. */
class ValidationRouteTest extends RouteToStandIn {

    private static final byte[] WIDE_JPEG = Pictures.jpeg(20, 10);

    @Test
    void aFailureSaysWhatWasFoundWhatTheRuleIsWhoseItIsAndHowToSwitchItOff() {
        String why = refused(bare("prompt=p", "model=dall-e-2"), Pictures.png(20, 10, true), Map.of());

        assertThat(why).contains("20x10").contains("must be square").contains("dall-e-2")
                .contains("validation=warn").contains("validation=off").contains("not sent").contains("nothing was billed");
    }

    @Test
    void aFailureNamesAllFaultsAtOnce() {
        String why = refused(bare("prompt=" + "x".repeat(1001), "model=dall-e-2", "n=11", "imageSize=9x9",
                "responseFormat=gif"), List.of(WIDE_JPEG, PICTURE), Map.of("CamelPortkeyImagesMask", Pictures.opaqueMask(5)));

        assertThat(why).contains("2 images", "image/jpeg", "PNG", "20x10", "5x5", "transparent", "1001 characters", "n is 11",
                "'9x9'", "'gif'");
    }

    @Test
    void whatIsEmptyOrNoPictureIsCalledThat() {
        assertThat(refused(bare("prompt=p", "model=any"), new byte[0], Map.of("Content-Type", "image/png"))).contains("is empty");
        assertThat(refused(bare("prompt=p", "model=dall-e-2"), new byte[] {1, 2, 3}, Map.of("Content-Type", "image/png")))
                .contains("is declared as image/png, but its bytes are not");
        assertThat(refused(bare("prompt=p", "model=gpt-image-2", "imageSize=0x16"), PICTURE, Map.of())).contains("'0x16'");
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        assertThat(arrived(bare("prompt=p", "model=gpt-image-2", "imageSize=100000x16"), PICTURE, Map.of()).field("size"))
                .isEqualTo("100000x16");
    }

    @Test
    void missingPromptAndImageAreNamedTogetherWithTheOtherFaults() {
        assertThat(refused(bare("n=11"), null, Map.of())).contains("there is no prompt").contains("there is no image")
                .contains("n is 11").contains("CamelPortkeyImagesPrompt").contains("CamelPortkeyImagesImage");
    }

    @Test
    void aRefusalSaysWhatCanBeSwitchedOffAndWhatCanNot() {
        assertThat(refused(bare("prompt=p", "n=11"), PICTURE, Map.of()))
                .endsWith("With validation=warn or validation=off it is sent all the same");
        assertThat(refused(bare("n=11"), PICTURE, Map.of()))
                .endsWith("With validation=warn or validation=off only what is missing keeps it from being sent");
        assertThat(refused(bare(), PICTURE, Map.of())).doesNotContain("validation=");
        assertThat(refused(bare("n=11", "validation=warn"), PICTURE, Map.of())).contains("n is 11").doesNotContain("validation=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "warn", "off"})
    void promptAndImageAreRequiredAlways(String validation) {
        assertThat(refused(bare("validation=" + validation), PICTURE, Map.of())).contains("there is no prompt");
        assertThat(refused(bare("prompt=RAW(  )", "validation=" + validation), PICTURE, Map.of())).contains("there is no prompt");
        assertThat(refused(bare("prompt=p", "validation=" + validation), null, Map.of())).contains("there is no image");
    }

    @Test
    void aWarningIsOneLineWithAllFaultsAndTheEditIsSent() {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        try (CapturedLog log = CapturedLog.ofWarnings()) {
            Exchange result = send(bare("prompt=the secret plan", "n=11", "validation=warn"), WIDE_JPEG, Map.of());

            assertThat(only(result).field("n")).isEqualTo("11");
            assertThat(log.events()).singleElement().satisfies(event -> {
                assertThat(event.level()).isEqualTo(Level.WARN);
                assertThat(event.text()).contains("20x10", "image/jpeg", "n is 11", "dall-e-2", result.getExchangeId())
                        .doesNotContain("secret plan");
            });
        }
    }

    @Test
    void offSaysNothingAndSends() {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        try (CapturedLog log = CapturedLog.ofWarnings()) {
            assertThat(arrived(bare("prompt=p", "n=11", "validation=off"), WIDE_JPEG, Map.of()).field("n")).isEqualTo("11");
            assertThat(log.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "provider=openai", "virtualKey=v", "customHost=https://h/v1", "httpHeader.X-A=b",
            "metadata.a=b"})
    void withoutAModelTheRulesAreThoseOfTheDocumentsDefault(String option) {
        assertThat(refused(bare("prompt=p", option), WIDE_JPEG, Map.of()))
                .contains("dall-e-2").contains("no model is set").contains("model=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config=c", "gatewayHeader.azure-model-name=m", "model=any"})
    void whatMayNameAnotherModelLiftsTheDefaultsRules(String option) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        assertThat(arrived(bare("prompt=p", option), WIDE_JPEG, Map.of()).files("image")).hasSize(1);
        GATEWAY.clear();
        assertThat(refused(bare("prompt=p", option, "n=11"), WIDE_JPEG, Map.of())).contains("n is 11")
                .contains("any model").doesNotContain("no model is set");
    }

    @Test
    void aConfigOrModelHeaderLiftsTheDefaultsRules() {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        arrived(bare("prompt=p"), WIDE_JPEG, Map.of("CamelPortkeyImagesConfig", "c"));
        GATEWAY.clear();
        arrived(bare("prompt=p"), WIDE_JPEG, Map.of("CamelPortkeyImagesModel", "gpt-image-2"));
        GATEWAY.clear();
        arrived(bare("prompt=p"), WIDE_JPEG, Map.of("CamelPortkeyImagesModel", "@azure/gpt-image-2"));
    }

    @Test
    void theFamilyIsThatOfTheNameBehindTheSlug() {
        assertThat(refused(bare("prompt=p", "model=@openai/dall-e-2"), WIDE_JPEG, Map.of())).contains("must be square");
        assertThat(refused(bare("prompt=p", "model=@openai/gpt-image-2", "responseFormat=url"), WIDE_JPEG, Map.of()))
                .contains("responseFormat").contains("gpt-image");
        assertThat(refused(bare("prompt=p", "model=chatgpt-image-latest", "outputCompression=101"), WIDE_JPEG, Map.of()))
                .contains("outputCompression is 101");
    }

    @Test
    void newerFieldsPassForEveryFamily() {
        arrived(bare("prompt=p", "model=dall-e-2", "quality=high", "background=auto", "outputCompression=500"));
    }

    @Test
    void whatWouldReachASecondModelIsCheckedAnewForEachEdit() {
        String uri = bare("prompt=p");
        arrived(uri, PICTURE, Map.of());
        GATEWAY.clear();

        assertThat(refused(uri, WIDE_JPEG, Map.of())).contains("must be square");
    }
}
