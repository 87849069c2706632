//! The `nutgraf` command.

#[cfg(target_env = "gnu")]
mod allocator;
mod args;
mod explain;
mod extract;
mod format;
mod input;
mod output;
mod pool;
mod progress;
mod read;
mod show;
mod summary;
#[cfg(feature = "parquet")]
mod table;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// Everything went well, apart from inputs already reported.
pub const INPUTS_FAILED: u8 = 1;
/// The command line makes no sense (clap's own code).
pub const USAGE: u8 = 2;
/// The output could not be written.
pub const OUTPUT_FAILED: u8 = 3;

fn main() -> ExitCode {
    #[cfg(target_env = "gnu")]
    allocator::give_back();
    let cli = Cli::parse();
    cli.color.write_global();
    match cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Show(args) => show::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Summary(args) => summary::run(&args),
        Command::Schema => print(&format!("{:#}\n", nutgraf::wire::schema())),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "nutgraf", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        Command::Man { command } => man(command.as_deref()),
    }
}

fn man(name: Option<&str>) -> ExitCode {
    let mut root = Cli::command();
    root.build();
    let command = match name {
        None => Some(root),
        Some(name) => root.get_subcommands().find(|c| c.get_name() == name).cloned(),
    };
    let Some(command) = command else {
        return usage(&format!("there is no command {:?}", name.unwrap_or_default()));
    };
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => print(&String::from_utf8_lossy(&page)),
        Err(e) => output_failed(&e).into(),
    }
}

/// Prints all of `text`, or says why not.
fn print(text: &str) -> ExitCode {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => output_failed(&e).into(),
    }
}

/// The exit code for an output that can't be written. A reader that went away (`| head`) is no error of ours.
fn output_failed(e: &std::io::Error) -> u8 {
    if e.kind() == std::io::ErrorKind::BrokenPipe {
        return 0;
    }
    message(&format!("output: {e}"));
    OUTPUT_FAILED
}

fn usage(text: &str) -> ExitCode {
    message(text);
    ExitCode::from(USAGE)
}

/// A line on stderr.
fn message(text: &str) {
    anstream::eprintln!("nutgraf: {text}");
}
