// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from all others: a url in an answer must not lead into our own network. */
final class PublicAddresses {

    private PublicAddresses() {
    }

    /** By the special-purpose registries of IANA (RFC 6890 and its successors). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(b, 0) : isPublicV6(b);
    }

    private static boolean isPublicV4(byte[] b, int at) {
        int first = b[at] & 0xff;
        int second = b[at + 1] & 0xff;
        int third = b[at + 2] & 0xff;
        return !(first == 0 || first == 10 || first == 127 || first >= 224
                 || first == 100 && second >= 64 && second < 128
                 || first == 169 && second == 254
                 || first == 172 && second >= 16 && second < 32
                 || first == 192 && second == 168
                 || first == 192 && second == 0 && (third == 0 || third == 2)
                 || first == 198 && (second == 18 || second == 19 || second == 51 && third == 100)
                 || first == 203 && second == 0 && third == 113);
    }

    private static boolean isPublicV6(byte[] b) {
        boolean global = (b[0] & 0xe0) == 0x20; // 2000::/3 is all that is given out
        boolean documentation = starts(b, 0x20, 0x01, 0x0d, 0xb8) || starts(b, 0x3f, 0xff);
        boolean protocols = starts(b, 0x20, 0x01) && (b[2] & 0xfe) == 0; // 2001::/23, Teredo and ORCHID among them
        if (starts(b, 0x20, 0x02)) {
            return isPublicV4(b, 2); // 6to4 carries an IPv4 address
        }
        if (starts(b, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return isPublicV4(b, 12); // so does NAT64
        }
        return global && !documentation && !protocols;
    }

    private static boolean starts(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
