#pragma once

namespace minenpp::model {

/// Two-sided p of Student's t, 2 P(T > |t|), 0..1. `df`: degrees of freedom. 0 for an infinite t; NaN where t
/// is NaN or df < 1 (nothing is left to estimate an error from).
[[nodiscard]] double student_p(double t, double df);

/// Two-sided p of the standard normal distribution, 2 (1 - Phi(|z|)), 0..1; NaN for NaN.
[[nodiscard]] double normal_p(double z);

}  // namespace minenpp::model
