//! Alert lists: those of the officer's State, imported, listed, taken away; and a list in a file, searched without a post.

mod keeping;
mod screening;
mod unusual;

use std::path::PathBuf;

use clap::Subcommand;

use self::keeping::Import;
use self::unusual::SetRule;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// What to do with alert lists.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Lists them.
    List,
    /// Imports one, or what changed of it. A file that can't be read to its end changes nothing.
    Import(Import),
    /// Takes one away: nobody is searched for on it from then on.
    Remove {
        /// Its name.
        name: String,
        /// It is of the officer's own agency.
        #[arg(long)]
        agency: bool,
    },
    /// Sets how alike a person has to be to be shown, in per cent; without a number it is the usual again.
    Threshold {
        /// Such as 82.
        percent: Option<u16>,
    },
    /// What is looked for beside other crossings.
    Unusual {
        /// What to do with it.
        #[command(subcommand)]
        what: WhatUnusual,
    },
    /// Searches a list for each query; one JSON object a line each, best hits first.
    Screen {
        /// The list: id,kind,name,aliases,birth_date,sex,nationality,document_number; aliases separated by `;`.
        #[arg(long, value_name = "FILE.csv")]
        list: PathBuf,
        /// The queries: id,name,birth_date,sex,nationality,document_number; `-` for standard input.
        #[arg(long, value_name = "FILE.csv")]
        queries: PathBuf,
        /// The least score of a hit, from 0 to 1; without it the program's own.
        #[arg(long, value_name = "SCORE")]
        threshold: Option<f32>,
    },
    /// Makes a list of invented persons, and measures building, memory and searching.
    Bench {
        /// How many persons.
        #[arg(long, default_value_t = 100_000)]
        entries: usize,
    },
}

/// What to do with what is looked for beside other crossings.
#[derive(Debug, Subcommand)]
pub enum WhatUnusual {
    /// Lists what is looked for.
    List,
    /// Switches something on, with what the officer who finds it is to do, or off.
    Set(SetRule),
}

/// Does it. Searching a list in a file and measuring need no post.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::Screen { list, queries, threshold } => screening::screen(&list, &queries, threshold),
        What::Bench { entries } => screening::bench(call, entries),
        What::List => keeping::list(call).await,
        What::Import(import) => keeping::import(call, import).await,
        What::Remove { name, agency } => keeping::remove(call, name, agency).await,
        What::Unusual { what: WhatUnusual::List } => unusual::list(call).await,
        What::Unusual { what: WhatUnusual::Set(rule) } => unusual::set(call, rule).await,
        What::Threshold { percent } => keeping::threshold(call, percent).await,
    }
}
