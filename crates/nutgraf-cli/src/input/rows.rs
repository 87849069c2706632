//! The rows of a Parquet file, a batch at a time. Only the columns that are inputs are read.

use std::borrow::Cow;
use std::fs::File;
use std::sync::atomic::Ordering;

use arrow_array::{Array, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use nutgraf::wire::Input;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::lines::KEYS;
use super::{Failure, Place, Raw, Raws, Reading};

/// Rows that are decoded at a time.
const BATCH: usize = 64;

pub struct Rows {
    reader: ParquetRecordBatchReader,
    reading: Reading,
    batch: Option<(RecordBatch, usize)>,
    number: usize,
    /// For the progress: bytes of the file a row stands for, and what was counted of them.
    size: u64,
    rows: u64,
    counted: u64,
    done: bool,
}

impl Rows {
    pub fn open(file: File, reading: &Reading) -> Result<Self, Failure> {
        let size = file.metadata()?.len();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| bad(&e.to_string()))?;
        let has = |key: &str| builder.schema().field_with_name(reading.columns.name(key)).is_ok();
        if !has("text") && !has("html") && !has("nitf") {
            let names = builder.schema().fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>().join(", ");
            let message =
                format!("no column {:?} and none {:?}; there are {names}", reading.columns.name("text"), reading.columns.name("html"));
            return Err(Failure::new("io", message).hint("say which with --column text=NAME"));
        }
        let wanted: Vec<&str> = KEYS.iter().map(|key| reading.columns.name(key)).collect();
        let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
        let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let reader = builder.with_projection(mask).with_batch_size(BATCH).build().map_err(|e| bad(&e.to_string()))?;
        Ok(Self { reader, reading: reading.clone(), batch: None, number: 0, size, rows, counted: 0, done: false })
    }

    fn row(&self, batch: &RecordBatch, row: usize) -> Result<Input<'static>, Failure> {
        let value = |key: &str| -> Result<Option<String>, Failure> {
            let Some(column) = batch.column_by_name(self.reading.columns.name(key)).filter(|c| c.is_valid(row)) else { return Ok(None) };
            let options = FormatOptions::new();
            let formatter = ArrayFormatter::try_new(column.as_ref(), &options);
            let written = formatter.and_then(|f| f.value(row).try_to_string());
            written.map(Some).map_err(|e| Failure::new("io", format!("column {key:?}: {e}")))
        };
        let owned = |s: Option<String>| s.map(Cow::Owned);
        // Dates with a time of day come as 2019-12-31T10:00:00.
        let date = value("date")?.map(|d| d.split(['T', ' ']).next().unwrap_or_default().to_owned());
        let number = batch.column_by_name(self.reading.columns.name("id")).is_some_and(|c| c.data_type().is_integer());
        let id = value("id")?.map(|id| if number { id.parse().unwrap_or(id.into()) } else { id.into() });
        Ok(Input {
            id,
            text: owned(value("text")?),
            html: owned(value("html")?),
            nitf: owned(value("nitf")?),
            url: owned(value("url")?),
            date: owned(date),
            ..Input::default()
        })
    }
}

fn bad(message: &str) -> Failure {
    let hint = if message.to_ascii_lowercase().contains("zstd") {
        "snappy, gzip, lz4 and brotli are read; write the file anew with one of them"
    } else {
        "is the file whole?"
    };
    Failure::new("io", format!("not readable as Parquet: {message}")).hint(hint)
}

impl Raws for Rows {}

impl Iterator for Rows {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        while !self.done {
            if let Some((batch, at)) = &self.batch {
                if *at < batch.num_rows() {
                    let (row, batch) = (*at, batch.clone());
                    self.batch = Some((batch.clone(), row + 1));
                    self.number += 1;
                    return Some(match self.row(&batch, row) {
                        Ok(input) => Raw::Row(Box::new(input), self.number),
                        Err(failure) => Raw::Failed(failure.at(Place::Row(self.number))),
                    });
                }
                let due = self.size * self.number as u64 / self.rows.max(1);
                self.reading.taken.fetch_add(due.saturating_sub(self.counted), Ordering::Relaxed);
                self.counted = due;
            }
            match self.reader.next() {
                Some(Ok(batch)) => self.batch = Some((batch, 0)),
                Some(Err(e)) => {
                    self.done = true;
                    return Some(Raw::Failed(bad(&e.to_string()).at(Place::Row(self.number + 1))));
                }
                None => self.done = true,
            }
        }
        None
    }
}
