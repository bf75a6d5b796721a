// SPDX-License-Identifier: Apache-2.0
/** The wire: multipart requests out, streamed answers in, and what each status and failure means. No Camel in sight. */
@NullMarked
package io.github.camelportkey.images.client;

import org.jspecify.annotations.NullMarked;
