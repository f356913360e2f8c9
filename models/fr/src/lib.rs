//! The syntax model for `fr`; made by `selon train`.
