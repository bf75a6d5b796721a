// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** A JPEG as phones write it: lying on its side, with a note to show it turned by a quarter. */
final class TurnedJpeg {

    private TurnedJpeg() {
    }

    static byte[] of(int width, int height) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg", plain);
        byte[] jpeg = plain.toByteArray();
        ByteBuffer note = ByteBuffer.allocate(36);
        note.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0".getBytes());
        note.put("MM\0*".getBytes()).putInt(8);
        note.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) 6).putShort((short) 0);
        note.putInt(0);
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(jpeg, 0, 2);
        turned.write(note.array());
        turned.write(jpeg, 2, jpeg.length - 2);
        return turned.toByteArray();
    }
}
