//! `nutgraf-wasm-bindgen IN.wasm OUT_DIR`: writes the module and its glue as `nutgraf_bg.wasm` and `nutgraf.js`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output] = &arguments[..] else {
        eprintln!("usage: nutgraf-wasm-bindgen IN.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    match generate(input, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

fn generate(input: &str, output: &str) -> anyhow::Result<()> {
    Bindgen::new()
        .input_path(input)
        .out_name("nutgraf")
        .web(true)?
        // The package's own entry points say where the module lies.
        .omit_default_module_path(true)
        // After a trap the instance can't be trusted: the package makes a new one.
        .reset_state_function(true)
        .typescript(false)
        // Profilers show functions by these names.
        .remove_name_section(std::env::var_os("NUTGRAF_WASM_NAMES").is_none())
        .remove_producers_section(true)
        .generate(output)
}
