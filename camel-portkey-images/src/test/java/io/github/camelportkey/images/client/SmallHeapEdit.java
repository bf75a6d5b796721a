// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;

/** Edits one file in a JVM of its own, with a small heap, and prints a digest of each image of the answer. */
final class SmallHeapEdit {

    private SmallHeapEdit() {
    }

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        try (ImageSpool spool = ImageSpool.open(file.getParent(), Long.MAX_VALUE);
             ImagesClient client = ImagesClient.builder().settings(new EditSettings(Duration.ofSeconds(60),
                     Duration.ofSeconds(60), Duration.ofSeconds(60), 256L << 20, 1L << 30, spool, 1L << 20, false, List.of(),
                     false)).build()) {
            ImageEditRequest edit = ImageEditRequest.builder().prompt("p")
                    .image(InputImage.of("big.png", "image", ImageContent.of(file, null), null)).build();
            ImagesResponse response = client.edit(edit,
                    GatewayRoute.builder().baseUrl(URI.create(args[0])).build()).get();
            for (Image image : response) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                try (InputStream in = new DigestInputStream(image.openStream(), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                System.out.println(HexFormat.of().formatHex(digest.digest()));
            }
            try (OutputStream out = Files.newOutputStream(file.resolveSibling("answer.json"))) {
                new ObjectMapper().writeValue(out, response);
            }
        }
    }
}
