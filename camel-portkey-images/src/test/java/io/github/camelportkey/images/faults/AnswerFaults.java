// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Exchange;

import static io.github.camelportkey.images.faults.Answers.BASE64;
import static io.github.camelportkey.images.faults.Answers.CHUNKED;
import static io.github.camelportkey.images.faults.Answers.JSON;
import static io.github.camelportkey.images.faults.Answers.chunk;

/** What goes wrong once the request is there. */
final class AnswerFaults {

    private static final String CUT = "it is cut off";
    private static final String NOTHING = "there is no image in it";
    private static final String TOO_MUCH = "it is beyond a bound";
    private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: " + JSON.length() + "\r\n";
    private static final String ITEM = "{\"b64_json\":\"" + BASE64 + "\"}";

    private AnswerFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(waiting());
        all.addAll(cutOff());
        all.addAll(bounds());
        all.addAll(nonsense());
        all.addAll(oddButUsable());
        all.addAll(encodings());
        return all;
    }

    private static List<Fault> waiting() {
        String group = "Waiting for the answer";
        return List.of(
                Fault.of(group, "closed without an answer").upstream(Answers.writes()).ends(Outcome.unanswered()),
                Fault.of(group, "reset without an answer").upstream(Answers.writesAndResets("")).ends(Outcome.unanswered()),
                Fault.of(group, "reset without an answer, after a large request").large()
                        .upstream(Answers.writesAndResets("")).ends(Outcome.unanswered()),
                Fault.of(group, "silence up to responseTimeout").upstream(Answers.writesAndWaits(""))
                        .options("responseTimeout=700").ends(Outcome.unanswered()),
                Fault.of(group, "silence up to editTimeout").upstream(Answers.writesAndWaits("")).times(1, Input.MEMORY)
                        .options("editTimeout=2000").ends(Outcome.unanswered()),
                Fault.of(group, "100, 102 and 103, and then the answer").upstream(Answers.writes("HTTP/1.1 100 Continue\r\n\r\n",
                        "HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", LENGTH + "Connection: close\r\n\r\n" + JSON))
                        .ends(Outcome.delivered()),
                Fault.of(group, "102 again and again, up to editTimeout").times(1, Input.MEMORY)
                        .upstream(Answers.endless("HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", 20))
                        .options("editTimeout=2000").ends(Outcome.unanswered()),
                Fault.of(group, "an answer that is no HTTP").upstream(Answers.writes("SSH-2.0-OpenSSH_9.6\r\n\r\n"))
                        .ends(Outcome.unanswered()),
                Fault.of(group, "an answer in HTTP/2").upstream(Answers.writes("\0\0\6\4\0\0\0\0\0\0\3\0\0\0d"))
                        .ends(Outcome.unanswered()));
    }

    private static List<Fault> cutOff() {
        List<Fault> all = new ArrayList<>();
        int middle = JSON.length() / 2;
        String half = JSON.substring(0, middle);
        addCut(all, "in the status line", "HTTP/1.1 2");
        addCut(all, "in the headers", "HTTP/1.1 200 OK\r\nx-request-id: req_7\r\nContent-Le");
        addCut(all, "after the headers", LENGTH + "\r\n");
        addCut(all, "in the JSON", LENGTH + "\r\n" + JSON.substring(0, 20));
        addCut(all, "in the base64", LENGTH + "\r\n" + half);
        addCut(all, "before the last byte", LENGTH + "\r\n" + JSON.substring(0, JSON.length() - 1));
        addCut(all, "in the JSON of a chunk", CHUNKED + "\r\n" + chunk(JSON.substring(0, 20)));
        addCut(all, "in the base64 of a chunk", CHUNKED + "\r\n" + Integer.toHexString(JSON.length()) + "\r\n" + half);
        addCut(all, "between two chunks", CHUNKED + "\r\n" + chunk(half));
        all.add(whole("closed before the last chunk").upstream(Answers.writes(CHUNKED + "\r\n" + chunk(JSON))));
        all.add(whole("closed before the last byte of white space").upstream(Answers.writes(
                "HTTP/1.1 200 OK\r\nContent-Length: " + (JSON.length() + 1) + "\r\n\r\n" + JSON)));
        all.add(whole("silence before the last chunk, up to responseTimeout").options("responseTimeout=700")
                .upstream(Answers.writesAndWaits(CHUNKED + "\r\n" + chunk(JSON))));
        all.add(whole("silence before the last chunk, up to editTimeout").times(1, Input.MEMORY).options("editTimeout=2000")
                .upstream(Answers.writesAndWaits(CHUNKED + "\r\n" + chunk(JSON))));
        all.add(cut("silence in the headers").upstream(Answers.writesAndWaits("HTTP/1.1 200 OK\r\nContent-Le"))
                .options("responseTimeout=700"));
        all.add(cut("silence in the base64").upstream(Answers.writesAndWaits(LENGTH + "\r\n" + half))
                .options("responseTimeout=700"));
        all.add(cut("silence in the base64 of a chunk").upstream(Answers.writesAndWaits(CHUNKED + "\r\n" + chunk(half)))
                .options("responseTimeout=700"));
        all.add(cut("byte by byte, up to editTimeout").times(1, Input.MEMORY)
                .upstream(Answers.endless(CHUNKED + "\r\n" + chunk("{\"data\":[{\"b64_json\":\""), chunk("A"), 20))
                .options("editTimeout=2000"));
        all.add(cut("headers, one by one, up to editTimeout").times(1, Input.MEMORY)
                .upstream(Answers.endless("HTTP/1.1 200 OK\r\n", "x-more: 1\r\n", 20)).options("editTimeout=2000"));
        all.add(cut("a chunk whose size is no number").upstream(Answers.writes(CHUNKED + "\r\nzz\r\n{}\r\n")));
        return all;
    }

    /** The result is there, though its end is not. */
    private static Fault whole(String name) {
        return Fault.of("A success that is cut off", name).ends(Outcome.delivered());
    }

    private static Fault cut(String name) {
        return Fault.of("A success that is cut off", name).ends(Outcome.cutOff()).because(CUT);
    }

    private static void addCut(List<Fault> all, String where, String text) {
        all.add(cut("closed " + where).upstream(Answers.writes(text)));
        all.add(cut("reset " + where).upstream(Answers.writesAndResets(text)));
    }

    private static List<Fault> bounds() {
        String group = "A success beyond bounds";
        String many = ("{\"b64_json\":\"" + BASE64 + "\"},").repeat(3);
        return List.of(
                Fault.of(group, "base64 without end").upstream(Answers.endless(
                        CHUNKED + "\r\n" + chunk("{\"data\":[{\"b64_json\":\""), chunk("A".repeat(8_000)), 0))
                        .options("maxResponseBytes=200000").ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "spaces without end").upstream(Answers.endless(CHUNKED + "\r\n", chunk(" ".repeat(8_000)), 0))
                        .options("maxResponseBytes=200000").ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "above maxResponseBytes").upstream(Answers.picture())
                        .options("maxResponseBytes=" + (JSON.length() - 1)).ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "above maxImageBytes").upstream(Answers.picture())
                        .options("maxImageBytes=" + (Answers.RESULT.length - 1)).ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "one of two images above maxImageBytes").upstream(Answers.ok("{\"data\":[" + ITEM
                        + ",{\"b64_json\":\"" + "A".repeat(200_000) + "\"}]}")).options("maxImageBytes=" + Answers.RESULT.length)
                        .also(exchange -> Parts.areUsable(exchange, 1, 2)).ends(Outcome.delivered()),
                Fault.of(group, "gzip that inflates to 64 MB").upstream(Answers.encoded(200, "gzip",
                        Answers.gzip("{\"data\":[{\"b64_json\":\"" + "A".repeat(64 << 20))))
                        .options("maxResponseBytes=1000000").ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "more than 1,000 images").times(1, Input.MEMORY)
                        .upstream(Answers.ok("{\"data\":[" + "{\"b64_json\":\"QUJD\"},".repeat(1_001) + ITEM + "]}"))
                        .ends(Outcome.nothingUsable()).because(TOO_MUCH),
                Fault.of(group, "a header of a megabyte").upstream(Answers.writes("HTTP/1.1 200 OK\r\nx-long: "
                        + "x".repeat(1 << 20) + "\r\nContent-Length: " + JSON.length() + "\r\n\r\n" + JSON))
                        .ends(Outcome.cutOff()).because(TOO_MUCH),
                Fault.of(group, "a megabyte of short headers").upstream(Answers.writes("HTTP/1.1 200 OK\r\n"
                        + "x-many: 0123456789\r\n".repeat(50_000) + "Content-Length: " + JSON.length() + "\r\n\r\n" + JSON))
                        .ends(Outcome.cutOff()).because(TOO_MUCH),
                Fault.of(group, "100,000 levels of nesting").upstream(Answers.ok("[".repeat(100_000) + "]".repeat(100_000)))
                        .ends(Outcome.nothingUsable()).because(NOTHING),
                Fault.of(group, "100,000 levels of nesting behind the image")
                        .upstream(Answers.ok("{\"data\":[" + ITEM + "],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                        .ends(Outcome.delivered()),
                Fault.of(group, "100,000 levels of nesting before the image")
                        .upstream(Answers.ok("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"data\":[" + ITEM + "]}"))
                        .ends(Outcome.delivered()),
                Fault.of(group, "three images where one was wanted").upstream(Answers.ok("{\"data\":["
                        + many.substring(0, many.length() - 1) + "]}")).also(exchange -> Parts.areUsable(exchange, 3, 3))
                        .ends(Outcome.delivered()));
    }

    private static List<Fault> nonsense() {
        List<Fault> all = new ArrayList<>();
        addNothing(all, "HTML", "<html><body>It works!</body></html>");
        addNothing(all, "an empty body", "");
        addNothing(all, "a space", " ");
        addNothing(all, "zeros", "\0\0\0\0");
        addNothing(all, "`null`", "null");
        addNothing(all, "`[]`", "[]");
        addNothing(all, "`{}`", "{}");
        addNothing(all, "a number", "42");
        addNothing(all, "a text", "\"done\"");
        addNothing(all, "`data` that is null", "{\"created\":1,\"data\":null}");
        addNothing(all, "`data` that is empty", "{\"created\":1,\"data\":[]}");
        addNothing(all, "`data` that is an object", "{\"created\":1,\"data\":{}}");
        addNothing(all, "`data` that is a text", "{\"created\":1,\"data\":\"" + "x".repeat(100) + "\"}");
        addNothing(all, "`data` that holds null", "{\"created\":1,\"data\":[null]}");
        addNothing(all, "`data` that holds a number", "{\"created\":1,\"data\":[1]}");
        addNothing(all, "`data` in `data`", "{\"created\":1,\"data\":[[" + ITEM + "]]}");
        addNothing(all, "an item with neither url nor base64", "{\"created\":1,\"data\":[{\"revised_prompt\":\"x\"}]}");
        addNothing(all, "an item with an empty url", "{\"created\":1,\"data\":[{\"url\":\"\"}]}");
        addNothing(all, "an item with empty base64", "{\"created\":1,\"data\":[{\"b64_json\":\"\"}]}");
        addNothing(all, "base64 that is null", "{\"created\":1,\"data\":[{\"b64_json\":null}]}");
        addNothing(all, "base64 that is a number", "{\"created\":1,\"data\":[{\"b64_json\":17}]}");
        addNothing(all, "base64 that is broken", "{\"created\":1,\"data\":[{\"b64_json\":\"****\"}]}");
        addNothing(all, "base64 that is broken at its end",
                "{\"created\":1,\"data\":[{\"b64_json\":\"" + BASE64 + "*\"}]}");
        addNothing(all, "an error object", "{\"error\":{\"message\":\"upstream said no\"}}");
        addNothing(all, "an error in words", "{\"status\":\"failure\",\"message\":\"upstream said no\"}");
        addNothing(all, "usage and no image", "{\"created\":1,\"usage\":{\"total_tokens\":100}}");
        addNothing(all, "server-sent events", "event: image\ndata: {}\n\n");
        addNothing(all, "JSON that ends before the image", "{\"created\":1,\"data\":[{");
        return all;
    }

    private static void addNothing(List<Fault> all, String name, String body) {
        all.add(Fault.of("A 200 with nonsense", name).upstream(Answers.ok(body)).times(1, Input.MEMORY)
                .ends(Outcome.nothingUsable()).because(NOTHING));
    }

    private static List<Fault> oddButUsable() {
        List<Fault> all = new ArrayList<>();
        addOdd(all, "none", JSON);
        addOdd(all, "base64 and a url", item("\"url\":\"https://x.example/1\",\"b64_json\":\"" + BASE64 + "\""));
        addOdd(all, "a url alone", item("\"url\":\"https://x.example/1\""));
        addOdd(all, "base64 in lines", item("\"b64_json\":\"" + BASE64.replaceAll("(.{76})", "$1\\\\r\\\\n") + "\""));
        addOdd(all, "base64 in raw lines", item("\"b64_json\":\"" + BASE64.replaceAll("(.{76})", "$1\n") + "\""));
        addOdd(all, "base64 with `\\/`", item("\"b64_json\":\"" + BASE64.replace("/", "\\/") + "\""));
        addOdd(all, "base64 with `\\u002b`", item("\"b64_json\":\"" + BASE64.replace("+", "\\u002b") + "\""));
        addOdd(all, "url-safe base64", item("\"b64_json\":\"" + BASE64.replace('+', '-').replace('/', '_') + "\""));
        addOdd(all, "base64 without padding", item("\"b64_json\":\"" + BASE64.replace("=", "") + "\""));
        addOdd(all, "base64 as a `data:` URI", item("\"b64_json\":\"data:image/png;base64," + BASE64 + "\""));
        addOdd(all, "base64 twice", item("\"b64_json\":\"QUJD\",\"b64_json\":\"" + BASE64 + "\""));
        addOdd(all, "unknown fields", "{\"x\":{\"data\":[{\"b64_json\":\"*\"}]},\"data\":[{\"y\":[],\"b64_json\":\"" + BASE64
                + "\",\"z\":null}],\"b64_json\":1}");
        addOdd(all, "numbers out of range", "{\"created\":1e400,\"data\":[" + ITEM + "],\"usage\":{\"total_tokens\":"
                + "9".repeat(40) + ",\"input_tokens\":-1,\"output_tokens\":1.5}}");
        odd(all, "a number of 10,000 digits", 1, 2, "{\"created\":" + "9".repeat(10_000) + ",\"data\":[" + ITEM + "]}");
        addOdd(all, "numbers that are texts", "{\"created\":\"x\",\"data\":[" + ITEM + "],\"usage\":{\"total_tokens\":\"many\"}}");
        addOdd(all, "texts that are numbers", "{\"size\":7,\"quality\":{},\"data\":[" + ITEM + "],\"usage\":[]}");
        addOdd(all, "a text of a megabyte", "{\"data\":[" + ITEM + "],\"x\":\"" + "x".repeat(1 << 20) + "\"}");
        addOdd(all, "a byte order mark", "\ufeff" + JSON);
        addOdd(all, "something behind the JSON", JSON + " <!-- served by x -->");
        odd(all, "JSON that ends behind the image", 1, 2, "{\"created\":1,\"data\":[" + ITEM);
        odd(all, "JSON that breaks behind the image", 1, 2, "{\"created\":1,\"data\":[" + ITEM + "],}}]");
        addOdd(all, "an error object beside the image", "{\"error\":{\"message\":\"half\"},\"data\":[" + ITEM + "]}");
        odd(all, "one image of three is broken", 2, 3, "{\"data\":[" + ITEM + ",{\"b64_json\":\"*\"}," + ITEM + "]}");
        odd(all, "one image of two is null", 1, 2, "{\"data\":[null," + ITEM + "]}");
        odd(all, "the second image is cut off", 1, 2, "{\"data\":[" + ITEM + ",{\"b64_json\":\"" + BASE64.substring(0, 99));
        all.add(odd("the wrong content type").upstream(Answers.answer(200, "Content-Type: text/html\r\n", JSON)));
        all.add(odd("no content type").upstream(Answers.answer(200, "", JSON)));
        all.add(odd("a content type that is none").upstream(Answers.answer(200, "Content-Type: ;;=\r\n", JSON)));
        all.add(odd("two content types").upstream(Answers.answer(200, "Content-Type: a/b\r\nContent-Type: c/d\r\n", JSON)));
        all.add(odd("one byte in each chunk").upstream(Answers.writes(CHUNKED + "\r\n"
                + JSON.replaceAll("(?s)(.)", "1\r\n$1\r\n") + "0\r\n\r\n")));
        all.add(odd("chunks with extensions and trailers").upstream(Answers.writes(CHUNKED + "\r\n"
                + Integer.toHexString(JSON.length()) + ";a=b\r\n" + JSON + "\r\n0\r\nx-trailer: 1\r\n\r\n")));
        all.add(odd("HTTP/1.0, ended by closing").upstream((connection, stage) -> {
            connection.readRequest();
            connection.write("HTTP/1.0 200 OK\r\n\r\n" + JSON);
        }).ends(Outcome.delivered()));
        all.add(odd("neither length nor chunks, ended by closing").upstream(Answers.writes("HTTP/1.1 200 OK\r\n\r\n" + JSON)));
        all.add(odd("a Content-Length that is too small").upstream(Answers.writes("HTTP/1.1 200 OK\r\nContent-Length: "
                + (JSON.length() - 2) + "\r\n\r\n" + JSON)));
        return all;
    }

    private static String item(String fields) {
        return "{\"created\":1,\"data\":[{" + fields + "}]}";
    }

    private static Fault odd(String name) {
        return Fault.of("An odd success", name).times(1, Input.MEMORY).ends(Outcome.delivered());
    }

    private static void addOdd(List<Fault> all, String name, String body) {
        odd(all, name, 1, 1, body);
    }

    private static void odd(List<Fault> all, String name, int usable, int images, String body) {
        all.add(odd(name).upstream(Answers.ok(body)).also((Exchange exchange) -> Parts.areUsable(exchange, usable, images)));
    }

    private static List<Fault> encodings() {
        byte[] zipped = Answers.gzip(JSON);
        byte[] plain = JSON.getBytes(StandardCharsets.ISO_8859_1);
        byte[] more = new byte[zipped.length + 8];
        System.arraycopy(zipped, 0, more, 0, zipped.length);
        byte[] damaged = zipped.clone();
        damaged[zipped.length - 8] ^= 1;
        return List.of(
                encoded("gzip", "gzip", zipped).ends(Outcome.delivered()),
                encoded("x-gzip", "x-gzip", zipped).ends(Outcome.delivered()),
                encoded("identity", "identity", plain).ends(Outcome.delivered()),
                encoded("gzip with something behind it", "gzip", more).ends(Outcome.delivered()),
                encoded("gzip that is cut off", "gzip", Answers.first(zipped, zipped.length / 2))
                        .ends(Outcome.nothingUsable()).because(CUT),
                encoded("gzip that is none", "gzip", plain).ends(Outcome.delivered()),
                encoded("br that is none", "br", plain).ends(Outcome.delivered()),
                encoded("gzip with another checksum", "gzip", damaged).ends(Outcome.nothingUsable())
                        .because("what it says may be something else"),
                encoded("gzip of nothing", "gzip", Answers.gzip("")).ends(Outcome.nothingUsable()).because(NOTHING),
                encoded("br", "br", zipped).ends(Outcome.nothingUsable()).because("it can't be inflated"),
                encoded("deflate", "deflate", zipped).ends(Outcome.nothingUsable()).because("it can't be inflated"),
                encoded("gzip, twice", "gzip, gzip", zipped).ends(Outcome.nothingUsable()).because("it can't be inflated"));
    }

    private static Fault encoded(String name, String encoding, byte[] body) {
        return Fault.of("A success in an encoding", name).times(1, Input.MEMORY)
                .upstream(Answers.encoded(200, encoding, body));
    }
}
