/**
 * A service over gRPC: requests that change nothing are unary calls, the others go through one stream in each direction.
 */
@NullMarked
package dev.faultline.gallery.grpc;

import org.jspecify.annotations.NullMarked;
