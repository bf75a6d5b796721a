// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/faults.md, made of what was measured. */
final class FaultPage {

    private static final Path FILE = Path.of("").toAbsolutePath().getParent().resolve("docs/faults.md");

    private static final String TOP = """
            # Faults

            Every fault that the tests stage, on real sockets, in a Camel route, and what it ends with. The server
            counts an edit as paid from the moment it begins a success. Each edit ends exactly once, is posted at most once, and
            leaves no connection, thread, file handle or temporary file.

            `FaultSuiteTest` stages them in every build and compares this page with what it measured; this command writes
            the page and prints it:

            ```text
            mvn -q -pl camel-portkey-images -am test -Dtest=FaultSuiteTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true
            ```

            Where it matters, a fault meets five edits at once: bytes in memory, a file, a stream that can be read once, an
            attachment, and several images. For what the exceptions mean see
            [Errors and redelivery](errors-and-redelivery.md).

            The columns of the tables:

            | Column | |
            |---|---|
            | Ends with | the exception of the exchange, or `delivered` |
            | Retryable, May have been billed | what that exception says; empty where it is no `GatewayFailure` |
            | Edits | how many meet the fault |
            | POSTs | requests of which the server read the head |
            | Paid | successes that the server began |
            | Delivered | edits whose route goes on, with the picture |
            | Leaks | connections and temporary files that are left |
            | Why not delivered | where something was paid that is not delivered |
            """;

    private static final String END = """

            Staged by tests of their own: redelivery (`RedeliveryTest`), a killed process and its temporary files
            (`AbandonedSpoolTest`), many edits at once while the component stops (`StoppingTest`), endpoints that `toD` evicts
            (`StoppingTest`), and a full disk (`FullDiskTest`).
            """;

    private FaultPage() {
    }

    static void check(List<Row> rows) throws IOException {
        String page = page(rows);
        System.out.println(page.substring(TOP.length(), page.length() - END.length()));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(FILE, page);
        } else {
            assertThat(Files.readString(FILE)).isEqualTo(page);
        }
    }

    private static String page(List<Row> rows) {
        StringBuilder page = new StringBuilder(TOP);
        Map<String, List<Row>> groups = rows.stream().collect(
                Collectors.groupingBy(row -> row.fault().group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, members) -> {
            page.append("\n## ").append(group).append("\n\n").append(Row.HEAD).append('\n');
            members.forEach(row -> page.append(row.markdown()).append('\n'));
        });
        return page.append(totals(rows)).append(END).toString();
    }

    private static String totals(List<Row> rows) {
        int lost = rows.stream().mapToInt(row -> row.paid() - row.delivered()).sum();
        return """

                ## Totals

                | Faults staged | Edits | Sent | POSTs | Paid | Delivered | Paid, but not delivered | Leaks |
                |---|---|---|---|---|---|---|---|
                | %d | %d | %d | %d | %d | %d | %d | %d |

                What is paid but not delivered never came whole, held no usable image, was beyond a bound, is in the
                exception, or ended because the context was stopped by force: the last column of each row says which. *Sent* are
                the edits whose request reaches the server.
                """.formatted(rows.size(), rows.stream().mapToInt(Row::edits).sum(),
                rows.stream().filter(row -> row.outcome().sent()).mapToInt(Row::edits).sum(),
                rows.stream().mapToInt(Row::posts).sum(), rows.stream().mapToInt(Row::paid).sum(),
                rows.stream().mapToInt(Row::delivered).sum(), lost, rows.stream().mapToLong(Row::leaks).sum());
    }
}
