// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A machine without a browser skips what needs one. */
class ChromiumTest {

    @TempDir
    private Path empty;

    @Test
    void withoutABrowserATestIsSkippedAndSaysWhatToInstall() {
        assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> Chromium.required(empty.toString()))
                .withMessageContaining("There is no Chromium on the PATH")
                .withMessageContaining("apt-get install -y --no-install-recommends chromium");
    }

    @Test
    void theFirstBrowserOfThePathIsTaken(@TempDir Path bin) throws IOException {
        Path browser = Files.createFile(bin.resolve("google-chrome"));
        assertThat(browser.toFile().setExecutable(true)).isTrue();

        assertThat(Chromium.required(empty + File.pathSeparator + bin)).isEqualTo(browser);
    }
}
