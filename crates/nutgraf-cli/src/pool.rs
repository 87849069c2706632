//! Work on a stream in parallel, results in the stream's order, with a bound on what is under way.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes of input that may be under way, unless a single item is larger.
const BYTES: usize = 2 << 20;
/// Items that may be under way for each worker.
const ITEMS_PER_WORKER: usize = 32;
/// Without a result for this long, the sink is idle: whoever sends one line and waits for the answer has it a moment later.
const IDLE: Duration = Duration::from_millis(1);
/// Stacks as large as a main thread's, so that every thread reads the same stories.
const STACK: usize = 8 << 20;

/// A mutex's value; a thread that fell over while it held it left it whole.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is under way: taken from the stream and not yet given to the sink.
#[derive(Default)]
struct Load {
    items: usize,
    bytes: usize,
}

struct Gate {
    load: Mutex<Load>,
    freed: Condvar,
    max_items: usize,
}

impl Gate {
    /// Waits until there is room for one more item of `size` bytes, and takes the room.
    fn enter(&self, size: usize) {
        let mut load = lock(&self.load);
        while load.items > 0 && (load.items >= self.max_items || load.bytes + size > BYTES) {
            load = self.freed.wait(load).unwrap_or_else(PoisonError::into_inner);
        }
        load.items += 1;
        load.bytes += size;
    }

    fn leave(&self, size: usize) {
        let mut load = lock(&self.load);
        load.items -= 1;
        load.bytes -= size;
        drop(load);
        self.freed.notify_all();
    }
}

/// Where the items come from.
pub trait Stream: Iterator {
    /// Whether the next item is there, so that nobody has to wait for it.
    fn is_ready(&self) -> bool;
}

/// What takes the results.
pub trait Sink<R> {
    /// Takes the next result, in order.
    fn take(&mut self, result: R);
    /// Nothing is coming just now.
    fn idle(&mut self);
}

/// Runs `work` on each of `items` with `jobs` threads and gives the results to `sink` in the items' order.
pub fn run<T, R: Send>(
    items: impl Stream<Item = T> + Send,
    jobs: usize,
    size: impl Fn(&T) -> usize + Sync,
    work: impl Fn(T) -> R + Sync,
    sink: &mut (impl Sink<R> + Send),
) {
    if jobs == 1 {
        return run_in_turn(items, work, sink);
    }
    let gate = Gate { load: Mutex::default(), freed: Condvar::new(), max_items: jobs * ITEMS_PER_WORKER };
    let source = Mutex::new(items.enumerate());
    let worker = |results: &mpsc::Sender<(usize, usize, R)>| {
        loop {
            let (number, bytes, item) = {
                let mut source = lock(&source);
                let Some((number, item)) = source.next() else { return };
                let bytes = size(&item);
                // While one worker waits for room the others have nothing to take.
                gate.enter(bytes);
                (number, bytes, item)
            };
            if results.send((number, bytes, work(item))).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for n in 0..jobs {
            let (sender, worker) = (sender.clone(), &worker);
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || worker(&sender));
            if let Err(e) = spawned {
                // Fewer threads than wished for will do; none will not.
                assert!(n > 0, "no thread can be started: {e}");
                break;
            }
        }
        drop(sender);
        let mut early: BTreeMap<usize, (usize, R)> = BTreeMap::new();
        let mut next = 0;
        let mut is_idle = true;
        loop {
            let received = match results.try_recv() {
                Err(TryRecvError::Empty) if is_idle => results.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Err(TryRecvError::Empty) => results.recv_timeout(IDLE),
                Err(TryRecvError::Disconnected) => Err(RecvTimeoutError::Disconnected),
                Ok(result) => Ok(result),
            };
            match received {
                Ok((number, bytes, result)) => {
                    early.insert(number, (bytes, result));
                    while let Some((bytes, result)) = early.remove(&next) {
                        sink.take(result);
                        gate.leave(bytes);
                        next += 1;
                        is_idle = false;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    sink.idle();
                    is_idle = true;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
}

/// One thread takes an item, works on it and gives the result away: threads that wait for one another in turns cost a twentieth of
/// the time of short stories.
fn run_in_turn<T, R>(mut items: impl Stream<Item = T> + Send, work: impl Fn(T) -> R + Sync, sink: &mut (impl Sink<R> + Send)) {
    let run = || {
        while let Some(item) = items.next() {
            sink.take(work(item));
            if !items.is_ready() {
                sink.idle();
            }
        }
    };
    thread::scope(|scope| {
        let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        spawned.unwrap_or_else(|e| panic!("no thread can be started: {e}"));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Stream for std::ops::Range<usize> {
        fn is_ready(&self) -> bool {
            !self.start.is_multiple_of(4)
        }
    }

    #[test]
    fn one_thread_gives_what_there_is_before_it_waits() {
        struct Told(Vec<usize>, Vec<usize>);
        impl Sink<usize> for Told {
            fn take(&mut self, result: usize) {
                self.0.push(result);
            }
            fn idle(&mut self) {
                self.1.push(self.0.len());
            }
        }
        let mut told = Told(Vec::new(), Vec::new());
        run(0..10, 1, |_| 1, |n| n * n, &mut told);
        assert_eq!(told.0, (0..10).map(|n| n * n).collect::<Vec<_>>());
        assert_eq!(told.1, [4, 8]);
    }

    struct Collect(Vec<usize>);
    impl Sink<usize> for Collect {
        fn take(&mut self, result: usize) {
            self.0.push(result);
        }
        fn idle(&mut self) {}
    }

    #[test]
    fn order_is_kept_and_the_load_is_bounded() {
        let under_way = Mutex::new((0usize, 0usize));
        let size = |_: &usize| BYTES / 3;
        let work = |n: usize| {
            let mut state = lock(&under_way);
            state.0 += 1;
            state.1 = state.1.max(state.0);
            drop(state);
            thread::sleep(Duration::from_micros(((n * 7919) % 13) as u64 * 100));
            lock(&under_way).0 -= 1;
            n
        };
        let mut sink = Collect(Vec::new());
        run(0..200, 8, size, work, &mut sink);
        assert_eq!(sink.0, (0..200).collect::<Vec<_>>());
        assert!(lock(&under_way).1 <= 3, "three items fill the bound");
    }

    #[test]
    fn an_item_over_the_bound_runs_alone() {
        let mut sink = Collect(Vec::new());
        run(0..5, 3, |_| BYTES * 2, |n| n, &mut sink);
        assert_eq!(sink.0, [0, 1, 2, 3, 4]);
    }
}
