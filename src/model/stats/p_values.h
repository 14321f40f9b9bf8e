#pragma once

namespace minenpp::model {

/// Two-sided p of Student's t, 2 P(T > |t|), 0..1. `df`: degrees of freedom. 0 for an infinite t; NaN where t
/// is NaN or df < 1 (nothing is left to estimate an error from).
[[nodiscard]] double student_p(double t, double df);

/// Two-sided p of the standard normal distribution, 2 (1 - Phi(|z|)), 0..1; NaN for NaN.
[[nodiscard]] double normal_p(double z);

/// The t that is as unlikely, with `df` degrees of freedom, as `z` of the standard normal distribution: a
/// limit of z standard errors where the standard error is itself estimated. At least |z|, and falling to it
/// with df; infinite where its p is too small for a double. NaN where z is NaN or df < 1.
[[nodiscard]] double student_of_normal(double z, double df);

}  // namespace minenpp::model
