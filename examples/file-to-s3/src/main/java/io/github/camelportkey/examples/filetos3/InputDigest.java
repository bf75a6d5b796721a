// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One fingerprint of everything that decides what an edit costs and gives: picture, mask, prompt and model. */
final class InputDigest {

    private InputDigest() {
    }

    static String of(Path picture, Path mask, String prompt, String model) throws IOException {
        MessageDigest digest = sha256();
        for (byte[] part : new byte[][] {
            Files.readAllBytes(picture), Files.readAllBytes(mask),
            prompt.getBytes(StandardCharsets.UTF_8), model.getBytes(StandardCharsets.UTF_8)}) {
            // The length keeps "ab"+"c" apart from "a"+"bc".
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
