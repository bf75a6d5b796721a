@NullMarked
package io.github.camelportkey.standin;

import org.jspecify.annotations.NullMarked;
