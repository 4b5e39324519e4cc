//! What a finished sweep says: read from its records alone, without solving anything.
