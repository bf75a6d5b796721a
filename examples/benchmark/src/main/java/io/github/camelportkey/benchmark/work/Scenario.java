// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

/**
 * Work that every client does alike. An edit uploads one image and gets one answer.
 *
 * @param name as in {@code -Dbench.only}
 * @param title for tables
 * @param uploadBytes size of the image that is sent
 * @param from where the image to send lies
 * @param images how many images an answer holds
 * @param answerBytes size of each; 0 for an answer of urls
 * @param to where the images of the answer go
 * @param inFlight edits at a time
 * @param waitMillis how long the upstream lets each edit wait
 * @param tls whether over TLS
 */
public record Scenario(String name, String title, int uploadBytes, From from, int images, int answerBytes, To to,
        int inFlight, int waitMillis, boolean tls) {

    /** Where the image to send lies. */
    public enum From { FILE, MEMORY }

    /** Where the images of an answer go. The last two are steps of a Camel route. */
    public enum To { MEMORY, FILE, FILE_ENDPOINT, S3 }

    public static final int SMALL = 64_000;
    public static final int MB = 1_000_000;

    /** Small edits: an image of 64 KB from a file, an answer of one url. */
    static Scenario small(String name, String title, int inFlight) {
        return new Scenario(name, title, SMALL, From.FILE, 1, 0, To.MEMORY, inFlight, 0, false);
    }

    static Scenario upload(String name, String title, int bytes, From from) {
        return new Scenario(name, title, bytes, from, 1, 0, To.MEMORY, 1, 0, false);
    }

    static Scenario answer(String name, String title, int images, int bytes, To to) {
        return new Scenario(name, title, SMALL, From.FILE, images, bytes, to, 1, 0, false);
    }

    Scenario at(int edits) {
        return new Scenario(name, title, uploadBytes, from, images, answerBytes, to, edits, waitMillis, tls);
    }

    Scenario waiting(int millis) {
        return new Scenario(name, title, uploadBytes, from, images, answerBytes, to, inFlight, millis, tls);
    }

    Scenario overTls() {
        return new Scenario(name + "-tls", title + ", TLS", uploadBytes, from, images, answerBytes, to, inFlight,
                waitMillis, true);
    }

    /** Whether edits wait long, so that what counts is what a waiting one costs. */
    public boolean isWaiting() {
        return waitMillis > 0;
    }

    /** Whether what counts is the smallest heap in which it can be done. */
    public boolean isHeapSearch() {
        return name.startsWith("heap-");
    }

    /** The part of the base URL that tells the upstream what to expect and what to answer. */
    public String path(boolean held) {
        return asked() + (held ? "hold" : waitMillis) + "/v1";
    }

    /** The same, with an answer that is staged to go wrong: {@code error}, {@code garbage} or {@code cut}. */
    public String pathOfFault(String fault) {
        return asked() + waitMillis + "/x" + fault + "/v1";
    }

    private String asked() {
        return "/u" + uploadBytes + "/n" + images + "/b" + answerBytes + "/w";
    }

    /** Bytes of image that one edit moves: those of the answer, or of the upload when the answer has none. */
    public long movedBytes() {
        return answerBytes == 0 ? uploadBytes : (long) images * answerBytes;
    }
}
