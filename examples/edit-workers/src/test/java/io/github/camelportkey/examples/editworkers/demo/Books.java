// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.standin.ReceivedEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the gateway was asked and S3 has got, matched by the trace id that each edit carries and each object keeps.
 *
 * @param paidTraces   of the requests that were answered with an edit, whether or not anybody was there to take it
 * @param storedTraces of the objects
 */
record Books(int requests, int refused, List<String> paidTraces, List<String> storedTraces) {

    static Books of(Backends backends) {
        List<ReceivedEdit> edits = backends.gateway().edits();
        List<String> paid = new ArrayList<>();
        for (ReceivedEdit edit : edits) {
            if (edit.status() == 200) {
                paid.add(Objects.requireNonNull(edit.header("x-portkey-trace-id")));
            }
        }
        List<String> stored = backends.keys("edited/").stream()
                .map(key -> backends.metadata(key).get("edit-trace")).toList();
        return new Books(edits.size(), edits.size() - paid.size(), paid, stored);
    }

    int paid() {
        return paidTraces.size();
    }

    int stored() {
        return storedTraces.size();
    }

    List<String> lost() {
        List<String> lost = new ArrayList<>(paidTraces);
        lost.removeAll(storedTraces);
        return lost;
    }

    static String worker(String trace) {
        return trace.split("\\.")[1];
    }

    String table(int kills, int dead, int rejected, int jobs) {
        return """
                | Jobs | Workers killed | Broker killed | Requests | Refused | Paid | Stored | Paid twice | Dead, with reason | Rejected, with reason |
                |---|---|---|---|---|---|---|---|---|---|
                | %d | %d | 1 | %d | %d | %d | %d | %d | %d | %d |""".formatted(
                jobs, kills, requests, refused, paid(), stored(), lost().size(), dead, rejected);
    }

    /** With {@code -Ddocs.update=true}. The figures differ from run to run; what holds of them is asserted in each. */
    void writeInto(Path page, int kills, int dead, int rejected, int jobs) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            GeneratedTable.write(page, "kill test", table(kills, dead, rejected, jobs));
        }
    }
}
