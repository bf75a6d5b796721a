// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.camel.RuntimeCamelException;

/**
 * The URI that an endpoint shows, in logs, JMX and spans: every secret is replaced by a short digest, so that endpoints
 * which differ in a secret alone stay different. The digest is salted anew in each process, so that nothing can be found
 * out from it. Camel's own masking knows a fixed list of names only.
 */
final class ShownUri {

    private static final Set<String> SECRETS = Set.of("apikey", "virtualkey", "providerapikey", "config", "proxypassword");
    private static final Set<String> SECRET_PREFIXES = Set.of("gatewayheader", "httpheader");
    private static final Pattern DIGEST = Pattern.compile("(RAW[({])?xxxxxx-[0-9a-f]{8}[)}]?");
    private static final byte[] SALT = new SecureRandom().generateSeed(16);

    private ShownUri() {
    }

    static String of(String uri) {
        return shown(uri, ShownUri::isSecret, (name, value) -> "xxxxxx-" + digest(value));
    }

    /** A shown URI for those who may see less: a prompt can be as private as the picture. */
    static String withoutPrompt(String uri) {
        return shown(uri, name -> bare(name).equals("prompt"), (name, value) -> "xxxxxx");
    }

    /**
     * Refuses a URI that was shown, such as {@code CamelFailureEndpoint}, where one with its secrets is wanted: the digest would be
     * sent as the key.
     *
     * @throws IllegalArgumentException naming the option
     */
    static void refuseShown(String uri) {
        shown(uri, ShownUri::isSecret, (name, value) -> {
            if (DIGEST.matcher(value).matches()) {
                throw new IllegalArgumentException("The option " + name + "=" + value + " is no secret, but what an endpoint shows "
                                                   + "in place of one, in CamelFailureEndpoint and the like: name the endpoint "
                                                   + "as the route does, or send to a direct: route in front of it");
            }
            return value;
        });
    }

    private static String shown(String uri, Predicate<String> hidden, BinaryOperator<String> inPlaceOf) {
        int question = uri.indexOf('?');
        if (question < 0) {
            return uri;
        }
        StringBuilder shown = new StringBuilder(uri.substring(0, question));
        char separator = '?';
        for (int at = question + 1; at <= uri.length();) {
            int end = endOfParameter(uri, at);
            String parameter = uri.substring(at, end);
            int equals = parameter.indexOf('=');
            shown.append(separator);
            if (equals > 0 && hidden.test(parameter.substring(0, equals))) {
                shown.append(parameter, 0, equals + 1)
                        .append(inPlaceOf.apply(parameter.substring(0, equals), parameter.substring(equals + 1)));
            } else {
                shown.append(parameter);
            }
            separator = '&';
            at = end + 1;
        }
        return shown.toString();
    }

    /** A value in RAW(…) or RAW{…} may hold ampersands. */
    private static int endOfParameter(String uri, int from) {
        int equals = uri.indexOf('=', from);
        int end = uri.indexOf('&', from);
        if (equals > 0 && (end < 0 || equals < end)) {
            String close = uri.startsWith("RAW(", equals + 1) ? ")" : uri.startsWith("RAW{", equals + 1) ? "}" : null;
            if (close != null) {
                int closed = uri.indexOf(close + "&", equals + 1);
                return closed < 0 ? uri.length() : closed + 1;
            }
        }
        return end < 0 ? uri.length() : end;
    }

    private static boolean isSecret(String name) {
        String bare = bare(name);
        return SECRETS.contains(bare) || SECRET_PREFIXES.stream().anyMatch(bare::startsWith);
    }

    /** A name as Camel reads it, which minds neither case nor dashes. */
    static String bare(String name) {
        String bare = decoded(name).replace("-", "").toLowerCase(Locale.ROOT);
        return bare.startsWith("configuration.") ? bare.substring("configuration.".length()) : bare;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name; // Camel will refuse it
        }
    }

    private static String digest(String secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(SALT);
            return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new RuntimeCamelException(e); // every Java platform has SHA-256
        }
    }
}
