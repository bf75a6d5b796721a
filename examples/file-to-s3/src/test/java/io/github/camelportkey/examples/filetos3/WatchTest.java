// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    @Test
    void picturesThatComeLaterAreEditedToo(@TempDir Path root) throws Exception {
        try (OwnInbox own = new OwnInbox(root).set("WATCH", "true").put("otter")) {
            Thread run = new Thread(own::run);
            run.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(own.done("otter.txt")));

            own.put("meadow");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(own.done("meadow.txt")));
            assertThat(run.isAlive()).isTrue();

            run.interrupt();
            run.join(Duration.ofSeconds(30).toMillis());
            assertThat(run.isAlive()).isFalse();
        }
    }
}
