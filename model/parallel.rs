//! The one place that names rayon.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::error::{Error, Result};

/// Applies a function to every item on so many threads, no more than there are items; results come in the order of the items,
/// whatever the number of threads.
///
/// # Errors
/// If the threads cannot be started.
pub fn map<'a, T: Sync, R: Send>(
    threads: usize,
    items: &'a [T],
    work: impl Fn(&'a T) -> R + Sync + Send,
) -> Result<Vec<R>> {
    let pool = pool(threads.min(items.len()))?;
    // One item at a time: some take a hundred times as long as others.
    Ok(pool.install(|| items.par_iter().with_max_len(1).map(work).collect()))
}

fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
    pool.map_err(|fault| Error::run(format!("cannot start {threads} threads: {fault}")))
}

/// Tasks that wait for others.
#[derive(Debug, Clone, Copy)]
pub struct Tasks<'a> {
    /// Tasks to do, those to start first first. A task waits only for earlier ones of the list, or for none in it.
    pub sequence: &'a [usize],
    /// By task: those that must be done before.
    pub waits_for: &'a [Vec<usize>],
}

/// Does tasks on so many threads, each after those that it waits for, in order otherwise. None begins after one has
/// failed or after `stopped` says so; those begun are finished.
///
/// # Errors
/// The first failure, or that the threads cannot be started.
pub fn in_turn(
    threads: usize,
    tasks: Tasks<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
    work: impl Fn(usize) -> Result<()> + Sync,
) -> Result<()> {
    let threads = threads.min(tasks.sequence.len());
    let pool = pool(threads)?;
    let queue = Queue::new(tasks);
    pool.scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|_| {
                while let Some(task) = queue.next(stopped) {
                    let turn = Turn { queue: &queue, task };
                    let done = work(task);
                    queue.note(done);
                    drop(turn);
                }
            });
        }
    });
    let state = queue.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.failure.map_or(Ok(()), Err)
}

/// What has begun and what is done.
struct State {
    /// Position in the sequence up to which all have begun.
    begun_until: usize,
    begun: Vec<bool>,
    waiting: Vec<bool>,
    failure: Option<Error>,
}

struct Queue<'a> {
    tasks: Tasks<'a>,
    state: Mutex<State>,
    changed: Condvar,
}

impl<'a> Queue<'a> {
    fn new(tasks: Tasks<'a>) -> Self {
        let mut waiting = vec![false; tasks.waits_for.len()];
        tasks.sequence.iter().for_each(|&task| waiting[task] = true);
        let begun = vec![false; tasks.sequence.len()];
        let state = State { begun_until: 0, begun, waiting, failure: None };
        Self { tasks, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next task that waits for nothing; none if there is nothing left to begin.
    fn next(&self, stopped: &(dyn Fn() -> bool + Sync)) -> Option<usize> {
        let mut state = self.state();
        loop {
            if state.failure.is_some() || stopped() {
                return None;
            }
            while state.begun.get(state.begun_until) == Some(&true) {
                state.begun_until += 1;
            }
            let sequence = self.tasks.sequence;
            if state.begun_until == sequence.len() {
                return None;
            }
            let ready = |task: usize| self.tasks.waits_for[task].iter().all(|other| !state.waiting[*other]);
            let next = (state.begun_until..sequence.len()).find(|&at| !state.begun[at] && ready(sequence[at]));
            if let Some(position) = next {
                state.begun[position] = true;
                return Some(sequence[position]);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn note(&self, done: Result<()>) {
        if let Err(failure) = done {
            self.state().failure.get_or_insert(failure);
        }
    }
}

/// A task that has begun: when this goes, others need not wait for it any more, also after a panic.
struct Turn<'a> {
    queue: &'a Queue<'a>,
    task: usize,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.queue.state().waiting[self.task] = false;
        self.queue.changed.notify_all();
    }
}

/// Threads to use if the user names none.
#[must_use]
pub fn available() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn no_task_begins_before_those_that_it_waits_for() {
        let waits_for: Vec<Vec<usize>> =
            (0..40).map(|task| (0..task).filter(|t| task % (t + 2) == 0).collect()).collect();
        let sequence: Vec<usize> = (0..40).collect();
        let done = Mutex::new(vec![]);
        let work = |task: usize| {
            let before = done.lock().unwrap().clone();
            assert!(waits_for[task].iter().all(|other| before.contains(other)), "{task} after {before:?}");
            std::thread::sleep(std::time::Duration::from_millis((task % 3) as u64));
            done.lock().unwrap().push(task);
            Ok(())
        };
        in_turn(3, Tasks { sequence: &sequence, waits_for: &waits_for }, &|| false, work).unwrap();
        let mut all = done.into_inner().unwrap();
        all.sort_unstable();
        assert_eq!(all, sequence);
    }

    #[test]
    fn what_is_left_out_is_not_waited_for() {
        let waits_for = vec![vec![], vec![0], vec![1]];
        let count = AtomicUsize::new(0);
        let work = |_| {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        in_turn(2, Tasks { sequence: &[2], waits_for: &waits_for }, &|| false, work).unwrap();
        assert_eq!(count.into_inner(), 1);
    }

    #[test]
    fn nothing_begins_after_a_failure_or_a_stop() {
        let waits_for = vec![vec![]; 9];
        let sequence: Vec<usize> = (0..9).collect();
        let count = AtomicUsize::new(0);
        let work = |task| {
            count.fetch_add(1, Ordering::Relaxed);
            if task == 2 { Err(Error::run("broken")) } else { Ok(()) }
        };
        let tasks = Tasks { sequence: &sequence, waits_for: &waits_for };
        let failure = in_turn(1, tasks, &|| false, work).unwrap_err();
        assert_eq!((failure.to_string().as_str(), count.load(Ordering::Relaxed)), ("broken", 3));
        in_turn(1, tasks, &|| true, work).unwrap();
        assert_eq!(count.into_inner(), 3);
    }
}
