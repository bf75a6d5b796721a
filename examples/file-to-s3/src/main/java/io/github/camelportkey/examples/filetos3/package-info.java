// SPDX-License-Identifier: Apache-2.0
/** Pictures in a folder, edited by the gateway, stored in S3. */
@NullMarked
package io.github.camelportkey.examples.filetos3;

import org.jspecify.annotations.NullMarked;
