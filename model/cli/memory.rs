//! Memory, whose end is told in words.

#![allow(unsafe_code)] // as the trait asks; every call is the system allocator's own

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write as _;

/// The system's allocator. Where it has no more, the process says so and ends with code 2: what was to be written to a
/// folder is not there, and nothing in it is half-written.
pub struct Memory;

// SAFETY: every call is passed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is passed on.
        given(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        given(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        given(unsafe { System.realloc(memory, layout, size) })
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Memory, if there is any.
fn given(memory: *mut u8) -> *mut u8 {
    const FAILED: i32 = 2;
    if memory.is_null() {
        let _ = std::io::stderr().write_all(
            b"error: out of memory\nhint: take fewer model years or longer blocks, or fewer --threads at once\n",
        );
        std::process::exit(FAILED);
    }
    memory
}
