//! The `selon` program.

mod commands;

fn main() -> std::process::ExitCode {
    commands::run()
}
