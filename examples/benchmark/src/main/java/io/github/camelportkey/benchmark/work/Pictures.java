// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.zip.CRC32;

/** Files that begin as PNGs do and go on with noise, in one folder that all processes of a run share. */
public record Pictures(Path folder) {

    /** The image that an edit of this size uploads. */
    public Path upload(int bytes) {
        return folder.resolve("upload-" + bytes + ".png");
    }

    /** One of the images that an answer holds. */
    public Path answer(int bytes, int index) {
        return folder.resolve("answer-" + bytes + "-" + index + ".png");
    }

    /** Makes those that a scenario needs and that are not there yet. */
    public void make(Scenario scenario) throws IOException {
        Files.createDirectories(folder);
        make(upload(scenario.uploadBytes()), scenario.uploadBytes(), -1);
        for (int i = 0; scenario.answerBytes() > 0 && i < scenario.images(); i++) {
            make(answer(scenario.answerBytes(), i), scenario.answerBytes(), i);
        }
    }

    private static void make(Path file, int bytes, long seed) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Random random = new Random(seed);
        byte[] noise = new byte[64 * 1024];
        Path part = Files.createTempFile(file.getParent(), "part", null);
        try (BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            byte[] head = head();
            out.write(head, 0, Math.min(head.length, bytes));
            for (int left = bytes - head.length; left > 0; left -= noise.length) {
                random.nextBytes(noise);
                out.write(noise, 0, Math.min(noise.length, left));
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Signature and header of a PNG of 1024 x 1024 pixels in RGB, and the beginning of these. */
    private static byte[] head() throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(chunk);
        data.writeBytes("IHDR");
        data.writeInt(1024);
        data.writeInt(1024);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.toByteArray());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(head);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
        out.write(chunk.toByteArray());
        out.writeInt((int) crc.getValue());
        out.writeInt(Integer.MAX_VALUE);
        out.writeBytes("IDAT");
        return head.toByteArray();
    }
}
