//! Lines of stories as one Parquet file. Its columns are the keys of the wire form, nested as there; before them `input` and `error`,
//! one of which says why the others are null.

use std::fs::File;
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_schema::{DataType, Field, Fields, Schema};
use nutgraf::{Layer, Layers};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Rows decoded at a time: a row is a story.
const BATCH: usize = 256;
/// Bytes of a row group before it is written out: what bounds the memory.
const GROUP: usize = 64 << 20;

/// Reads `lines` and writes the table.
pub fn write(lines: impl BufRead, path: &Path, layers: Layers) -> io::Result<()> {
    let schema = Arc::new(schema(layers));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let file = File::create(path)?;
    let mut writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(io::Error::other)?;
    let mut decoder = ReaderBuilder::new(schema).with_batch_size(BATCH).build_decoder().map_err(io::Error::other)?;
    for line in lines.split(b'\n') {
        let line = input_as_string(line?)?;
        let mut rest = &line[..];
        while !rest.is_empty() {
            let n = decoder.decode(rest).map_err(io::Error::other)?;
            rest = &rest[n..];
            if !rest.is_empty() {
                flush(&mut decoder, &mut writer)?;
            }
        }
    }
    flush(&mut decoder, &mut writer)?;
    let file = writer.into_inner().map_err(io::Error::other)?;
    file.sync_all()
}

fn flush(decoder: &mut arrow_json::reader::Decoder, writer: &mut ArrowWriter<File>) -> io::Result<()> {
    if let Some(batch) = decoder.flush().map_err(io::Error::other)? {
        writer.write(&batch).map_err(io::Error::other)?;
        if writer.in_progress_size() > GROUP {
            writer.flush().map_err(io::Error::other)?;
        }
    }
    Ok(())
}

/// An id may be any JSON; a column has one type.
fn input_as_string(mut line: Vec<u8>) -> io::Result<Vec<u8>> {
    #[derive(Deserialize)]
    struct Tail<'a> {
        #[serde(borrow)]
        input: &'a RawValue,
    }
    let tail: Tail<'_> = serde_json::from_slice(&line)?;
    let raw = tail.input.get();
    if !raw.starts_with('"') {
        let start = raw.as_ptr() as usize - line.as_ptr() as usize;
        let quoted = serde_json::to_string(raw)?;
        let end = start + raw.len();
        line.splice(start..end, quoted.into_bytes());
    }
    line.push(b'\n');
    Ok(line)
}

/// The table's schema for these layers, made from the JSON Schema of the wire form.
fn schema(layers: Layers) -> Schema {
    let wire = nutgraf::wire::schema();
    let text = |name: &str, nullable| Field::new(name, DataType::Utf8, nullable);
    let number = |name: &str| Field::new(name, DataType::UInt64, true);
    let error = [
        text("kind", false),
        text("message", false),
        text("file", false),
        number("line"),
        number("row"),
        number("record"),
        text("hint", true),
    ];
    let mut fields = vec![text("input", false), Field::new("error", DataType::Struct(error.into_iter().collect()), true)];
    let asked = |name: &str| Layer::ALL.into_iter().find(|l| l.as_str() == name).is_none_or(|l| layers.contains(l));
    // A property's order in the schema is that of its name; the wire form's own is better to read.
    let order =
        ["schema", "generator", "offsets", "language", "text"].into_iter().chain(Layer::ALL.map(Layer::as_str)).chain(["diagnostics"]);
    let properties = &wire["properties"];
    fields.extend(order.filter(|name| asked(name)).map(|name| Field::new(name, data_type(&properties[name], &wire), true)));
    Schema::new(fields)
}

fn data_type(schema: &Value, root: &Value) -> DataType {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return data_type(&root["$defs"][name], root);
    }
    if let Some(one) = schema["anyOf"].as_array().and_then(|of| of.iter().find(|s| s["type"] != "null")) {
        return data_type(one, root);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|k| *k != "null").cloned().unwrap_or_default(),
        kind => kind.clone(),
    };
    match kind.as_str() {
        Some("array") => DataType::List(Arc::new(Field::new("item", data_type(&schema["items"], root), true))),
        Some("integer") => DataType::Int32,
        Some("number") => DataType::Float64,
        Some("boolean") => DataType::Boolean,
        Some("object") => match schema["properties"].as_object() {
            Some(properties) => DataType::Struct(fields(properties, root)),
            None => {
                let entry =
                    [Field::new("key", DataType::Utf8, false), Field::new("value", data_type(&schema["additionalProperties"], root), true)];
                DataType::Map(Arc::new(Field::new("entries", DataType::Struct(entry.into_iter().collect()), false)), false)
            }
        },
        // Strings, and choices of strings.
        _ => DataType::Utf8,
    }
}

fn fields(properties: &serde_json::Map<String, Value>, root: &Value) -> Fields {
    let mut names: Vec<&String> = properties.keys().collect();
    // Where it is and what it says first.
    let rank = |name: &str| ["id", "kind", "start", "end", "text", "type", "name"].iter().position(|n| *n == name).unwrap_or(usize::MAX);
    names.sort_by_key(|n| (rank(n), n.as_str()));
    names.into_iter().map(|name| Field::new(name, data_type(&properties[name], root), true)).collect()
}
