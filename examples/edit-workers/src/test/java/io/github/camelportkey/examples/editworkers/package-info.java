@NullMarked
package io.github.camelportkey.examples.editworkers;

import org.jspecify.annotations.NullMarked;
