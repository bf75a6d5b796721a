// SPDX-License-Identifier: Apache-2.0
/** A Spring Boot application that edits the pictures of a web form. */
@NullMarked
package io.github.camelportkey.examples.springboot;

import org.jspecify.annotations.NullMarked;
