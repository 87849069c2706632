"""The types say what is there: records against the JSON Schema, the stub against the module, a docstring on everything."""

from __future__ import annotations

import ast
import dataclasses
import doctest
import importlib
import inspect
import typing
from pathlib import Path
from typing import Any, Literal

import pytest

import nutgraf
from nutgraf import _labels, _nutgraf, _records

PACKAGE = Path(nutgraf.__file__).parent
MODULES = ["nutgraf", *(f"nutgraf.{p.stem}" for p in PACKAGE.glob("*.py") if p.stem != "__init__")]
#: More exact in Python than in the schema.
NARROWED = {("TimelineEntry", "kind"): Literal["event", "quote"]}


def records() -> dict[str, type[nutgraf.Record]]:
    return {n: c for n, c in vars(_records).items() if isinstance(c, type) and issubclass(c, nutgraf.Record) and c is not nutgraf.Record}


def literals(definition: dict[str, Any]) -> tuple[str, ...]:
    return tuple(definition.get("enum") or (option["const"] for option in definition.get("oneOf", ())))


class Types:
    """The Python type that a piece of the schema stands for."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.defs = schema["$defs"]

    def of(self, schema: dict[str, Any]) -> Any:
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            definition = self.defs[name]
            if definition.get("type") == "object":
                return getattr(_records, name)
            return getattr(_labels, name) if literals(definition) else self.of(definition)
        if "anyOf" in schema:
            (inner,) = [s for s in schema["anyOf"] if s != {"type": "null"}]
            return typing.Optional[self.of(inner)]
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        (kind,) = [k for k in kinds if k != "null"]
        if kind == "array":
            found: Any = tuple[self.of(schema["items"]), ...]
        elif kind == "object":
            found = dict[str, self.of(schema["additionalProperties"])]
        else:
            found = {"integer": int, "string": str, "number": float, "boolean": bool}[kind]
        return typing.Optional[found] if "null" in kinds else found


def test_every_definition_has_its_record_and_the_reverse(schema: dict[str, Any]) -> None:
    objects = {name for name, d in schema["$defs"].items() if d.get("type") == "object"}
    assert set(records()) == objects
    exported = {name for name in objects if getattr(nutgraf, name, None) is getattr(_records, name)}
    assert exported == objects, "every record can be imported from nutgraf"


def test_every_field_has_the_schema_s_type(schema: dict[str, Any]) -> None:
    types = Types(schema)
    for name, record in records().items():
        definition = schema["$defs"][name]
        hints = typing.get_type_hints(record)
        fields = {f.name: f for f in dataclasses.fields(record)}
        assert set(fields) == set(definition["properties"]), name
        for key, value in definition["properties"].items():
            expected = NARROWED.get((name, key), types.of(value))
            assert hints[key] == expected, f"{name}.{key}: {hints[key]}, the schema says {expected}"
            no_default = fields[key].default is dataclasses.MISSING and fields[key].default_factory is dataclasses.MISSING
            nullable = type(None) in typing.get_args(hints[key])
            # Always written: no default. `null` when unknown: the schema doesn't list it, the record asks for it all the same.
            assert no_default or key not in definition.get("required", []), f"{name}.{key} is always there"
            assert nullable or no_default or key not in definition.get("required", []), f"{name}.{key}"


def test_every_layer_is_a_property_of_the_schema_s_type(schema: dict[str, Any]) -> None:
    types = Types(schema)
    assert set(schema["properties"]) - {"input"} == set(nutgraf.LAYERS) | {"schema", "generator", "offsets", "language", "text", "diagnostics"}
    for name, value in schema["properties"].items():
        getter = inspect.getattr_static(nutgraf.Article, name).fget
        found, expected = typing.get_type_hints(getter)["return"], types.of(value)
        # The timeline is a tuple with accessors of its own.
        found = vars(found)["__orig_bases__"][0] if isinstance(found, type) and issubclass(found, tuple) else found
        # A layer that was not asked for raises instead of being None.
        expected = typing.get_args(expected)[0] if type(None) in typing.get_args(expected) else expected
        assert found == expected, f"Article.{name}: {found}, the schema says {expected}"


def test_literals(schema: dict[str, Any]) -> None:
    named = {n: literals(d) for n, d in schema["$defs"].items() if literals(d)}
    for name, values in named.items():
        assert typing.get_args(getattr(_labels, name)) == values, name
    ours = {n for n, v in vars(_labels).items() if typing.get_origin(v) is Literal}
    assert ours == set(named) | {"Format"}


def test_formats_are_the_compiled_part_s() -> None:
    with pytest.raises(nutgraf.OptionError) as raised:
        nutgraf.extract("a").export("nothing")  # type: ignore[arg-type]
    assert str(raised.value).endswith("the formats are " + ", ".join(typing.get_args(_labels.Format)))


def stub() -> dict[str, ast.ClassDef]:
    tree = ast.parse((PACKAGE / "_nutgraf.pyi").read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def test_the_stub_names_what_the_module_has() -> None:
    public = {n for n in vars(_nutgraf) if not n.startswith("_")}
    assert public == set(stub())
    inherited = set(dir(object)) - {"__eq__", "__ne__", "__hash__", "__new__"}
    for name, node in stub().items():
        cls = getattr(_nutgraf, name)
        declared = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
        ordering = {"__lt__", "__le__", "__gt__", "__ge__"}
        actual = {n for n in vars(cls) if callable(getattr(cls, n)) and n not in inherited | ordering}
        assert declared == actual, name


def test_the_stub_s_signatures_are_the_module_s() -> None:
    for name, node in stub().items():
        cls = getattr(_nutgraf, name)
        for method in (n for n in node.body if isinstance(n, ast.FunctionDef)):
            if method.name.startswith("__") and method.name != "__new__":
                continue
            arguments = method.args
            declared = [a.arg for a in arguments.args]
            defaults = [ast.literal_eval(d) for d in arguments.defaults]
            runtime = inspect.signature(cls if method.name == "__new__" else getattr(cls, method.name)).parameters.values()
            expected = [p.name for p in runtime]
            declared = [a for a in declared if a not in ("self", "cls")]
            assert declared == [n for n in expected if n not in ("self", "cls")], f"{name}.{method.name}"
            assert defaults == [p.default for p in runtime if p.default is not inspect.Parameter.empty], f"{name}.{method.name}"


def test_everything_has_a_docstring() -> None:
    missing: list[str] = []
    for name in nutgraf.__all__:
        thing = getattr(nutgraf, name)
        if inspect.isclass(thing):
            if "__doc__" not in vars(thing) or not thing.__doc__ or thing.__doc__.startswith(f"{name}("):
                missing.append(name)
            members = ((n, m) for n, m in vars(thing).items() if not n.startswith("_"))
            missing += [f"{name}.{n}" for n, m in members if (callable(m) or isinstance(m, (property, classmethod))) and not m.__doc__]
        elif inspect.isfunction(thing) and not thing.__doc__:
            missing.append(name)
    for cls in (_nutgraf.Reader, _nutgraf.Story):
        missing += [f"{cls.__name__}.{n}" for n in vars(cls) if not n.startswith("_") and not getattr(cls, n).__doc__]
    assert not missing


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert failed == 0


def test_the_package_says_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_the_readme_s_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    (example,) = [block.split("```")[0] for block in readme.split("```python\n")[1:]]
    exec(example, {})
    assert capsys.readouterr().out == "Ada Osei, the mayor → It works,\n"
