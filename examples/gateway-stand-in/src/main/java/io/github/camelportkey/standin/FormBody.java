// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.InputStream;

import org.apache.commons.fileupload.UploadContext;

/** A request body, as the multipart parser wants to see it. */
record FormBody(String contentType, InputStream body) implements UploadContext {

    @Override
    public String getCharacterEncoding() {
        return "UTF-8";
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public InputStream getInputStream() {
        return body;
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    @Deprecated
    public int getContentLength() {
        return -1;
    }
}
