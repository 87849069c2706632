//! How far a run is: a bar on a terminal, lines in a log, and what is said at the end.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::When;
use crate::message;

/// Between two lines of a log.
const LOG_EVERY: Duration = Duration::from_secs(10);
/// Between two looks at the bar.
const DRAW_EVERY: Duration = Duration::from_millis(100);
const UNKNOWN: u64 = u64::MAX;

enum Display {
    Nothing,
    Bar(ProgressBar),
    Lines,
}

pub struct Progress {
    display: Display,
    taken: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
    began: Instant,
    shown: Instant,
    /// Inputs done in an earlier run.
    resumed: u64,
    stories: u64,
    failures: BTreeMap<&'static str, u64>,
}

impl Progress {
    /// `taken` counts the bytes that were read of `files`; `to_terminal`: standard output is written to and may be a terminal.
    pub fn new(when: When, files: Vec<PathBuf>, taken: Arc<AtomicU64>, to_terminal: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let display = match when {
            When::Never => Display::Nothing,
            When::Auto if !terminal || to_terminal && std::io::stdout().is_terminal() => Display::Nothing,
            _ if terminal => {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                bar.set_style(style("{spinner} {msg} · {elapsed}"));
                Display::Bar(bar)
            }
            _ => Display::Lines,
        };
        let total = Arc::new(AtomicU64::new(UNKNOWN));
        if !matches!(display, Display::Nothing) {
            // A large folder takes a while to look through; nobody waits for it.
            let total = total.clone();
            thread::spawn(move || {
                if let Some(bytes) = crate::input::total_bytes(files) {
                    total.store(bytes, Ordering::Relaxed);
                }
            });
        }
        let now = Instant::now();
        Self { display, taken, total, began: now, shown: now, resumed: 0, stories: 0, failures: BTreeMap::new() }
    }

    /// `count` inputs were done before this run.
    pub fn resume(&mut self, count: u64) {
        self.resumed = count;
        self.began = Instant::now();
    }

    pub fn story(&mut self) {
        self.stories += 1;
        self.show(false);
    }

    pub fn failure(&mut self, kind: &'static str, complaint: &str) {
        *self.failures.entry(kind).or_default() += 1;
        match &self.display {
            Display::Bar(bar) => bar.suspend(|| message(complaint)),
            _ => message(complaint),
        }
        self.show(false);
    }

    pub fn idle(&mut self) {
        self.show(false);
    }

    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    fn rate(&self) -> String {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = (self.stories + self.failed()) as f64 / seconds;
        if rate < 10.0 { format!("{rate:.1}/s") } else { format!("{}/s", HumanCount(rate as u64)) }
    }

    fn state(&self) -> String {
        let failed = match self.failed() {
            0 => String::new(),
            n => format!(" · {} failed", HumanCount(n)),
        };
        format!("{} stories · {}{failed}", HumanCount(self.stories + self.resumed), self.rate())
    }

    fn show(&mut self, at_once: bool) {
        let every = match self.display {
            Display::Nothing => return,
            Display::Bar(_) => DRAW_EVERY,
            Display::Lines => LOG_EVERY,
        };
        if !at_once && self.shown.elapsed() < every {
            return;
        }
        self.shown = Instant::now();
        let (taken, total) = (self.taken.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        match &self.display {
            Display::Nothing => {}
            Display::Bar(bar) => {
                if total != UNKNOWN && bar.length().is_none() {
                    bar.set_length(total);
                    bar.set_style(style("{bar:24} {percent:>3}% · {msg} · {elapsed} · {eta} left"));
                }
                bar.set_message(self.state());
                bar.set_position(taken);
                bar.tick();
            }
            Display::Lines if total == UNKNOWN || total == 0 => message(&self.state()),
            Display::Lines => {
                let done = (taken as f64 / total as f64).clamp(0.001, 1.0);
                let left = self.began.elapsed().mul_f64((1.0 - done) / done);
                message(&format!("{:.0}% · {} · {} left", done * 100.0, self.state(), HumanDuration(left)));
            }
        }
    }

    /// Clears the bar; sums up when there is something to say.
    pub fn finish(&self, several: bool) {
        let failed = self.failed();
        let silent = match &self.display {
            Display::Bar(bar) => {
                bar.finish_and_clear();
                false
            }
            Display::Lines => false,
            Display::Nothing => failed == 0 || !several,
        };
        if silent {
            return;
        }
        let mut line = format!("{} read in {} ({})", count(self.stories, "story", "stories"), seconds(self.began.elapsed()), self.rate());
        if self.resumed > 0 {
            line += &format!(", {} read before", HumanCount(self.resumed));
        }
        if failed > 0 {
            let kinds: Vec<String> = self.failures.iter().map(|(kind, n)| format!("{} {kind}", HumanCount(*n))).collect();
            line += &format!("; {} could not be read: {}", count(failed, "input", "inputs"), kinds.join(", "));
        }
        message(&line);
    }
}

fn count(n: u64, one: &str, more: &str) -> String {
    format!("{} {}", HumanCount(n), if n == 1 { one } else { more })
}

fn seconds(time: Duration) -> String {
    if time.as_secs() < 60 { format!("{:.1} s", time.as_secs_f64()) } else { HumanDuration(time).to_string() }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸─")
}
