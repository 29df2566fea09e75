// What a backend in AssemblyScript needs of its host: the calls, the buffers, and JSON. Change it as you like, it is yours.
// AssemblyScript reads like TypeScript and is stricter: no closures, no `any`, no union types. See https://www.assemblyscript.org.

@external("metacore_host", "log") declare function host_log(text: usize, length: i32): void;
@external("metacore_host", "env_get") declare function host_env_get(key: usize, length: i32): i64;
@external("metacore_host", "data_query") declare function host_data_query(request: usize, length: i32): i64;
@external("metacore_host", "data_mutate") declare function host_data_mutate(request: usize, length: i32): i64;
@external("metacore_host", "data_batch") declare function host_data_batch(request: usize, length: i32): i64;
@external("metacore_host", "sequence_next") declare function host_sequence_next(request: usize, length: i32): i64;
@external("metacore_host", "ctx_get") declare function host_ctx_get(request: usize, length: i32): i64;
@external("metacore_host", "event_emit") declare function host_event_emit(event: usize, eventLength: i32, payload: usize, length: i32): i64;
@external("metacore_host", "db_query") declare function host_db_query(sql: usize, sqlLength: i32, args: usize, length: i32): i64;
@external("metacore_host", "db_exec") declare function host_db_exec(sql: usize, sqlLength: i32, args: usize, length: i32): i64;
@external("metacore_host", "http_request")
declare function host_http_request(url: usize, u: i32, method: usize, m: i32, headers: usize, h: i32, body: usize, b: i32): i64;

/** Room for what the host writes: the payload of a call, and the answers of what is asked. Hosts look for it by this name. */
export function alloc(size: i32): i32 {
  return <i32>heap.alloc(size > 0 ? <usize>size : 1);
}

/** Called where the code gives up: its message becomes a line of the log. */
export function onAbort(message: string | null, file: string | null, line: u32, column: u32): void {
  log("abort: " + (message === null ? "" : message) + " at " + (file === null ? "" : file) + ":" + line.toString() + ":" + column.toString());
  unreachable();
}

/** Takes a text that the host wrote, and gives its room back. */
function take(pointer: usize, length: i32): string {
  if (length <= 0) return "";
  const text = String.UTF8.decodeUnsafe(pointer, <usize>length);
  heap.free(pointer);
  return text;
}
function taken(packed: i64): string {
  return take(<usize>(packed >>> 32), <i32>packed);
}
function at(bytes: ArrayBuffer): usize {
  return changetype<usize>(bytes);
}

/** Kept until the next answer, because the host reads it after the function has returned. */
let kept: ArrayBuffer | null = null;
function give(text: string): i64 {
  const bytes = String.UTF8.encode(text);
  kept = bytes;
  return ((<i64>at(bytes)) << 32) | <i64>bytes.byteLength;
}

/** A line of the log. */
export function log(text: string): void {
  const bytes = String.UTF8.encode(text);
  host_log(at(bytes), bytes.byteLength);
}

/** A setting of the addon; empty where there is none. */
export function setting(key: string): string {
  const bytes = String.UTF8.encode(key);
  return taken(host_env_get(at(bytes), bytes.byteLength));
}

/** Rows of a table: `{table, where?, limit?, order_by?, order_dir?, aggregate?}`. The answer is `{success, data: {rows}}`. */
export function dataQuery(request: Json): Json {
  const bytes = String.UTF8.encode(request.toString());
  return Json.parse(taken(host_data_query(at(bytes), bytes.byteLength)));
}

/** Writes a row: `{op, table, model, id?, data?, inc?}`. The answer is `{success, data: {id, before, after}}`. */
export function dataMutate(request: Json): Json {
  const bytes = String.UTF8.encode(request.toString());
  return Json.parse(taken(host_data_mutate(at(bytes), bytes.byteLength)));
}

/** Up to a hundred writes that succeed or fail together: `{mutations: […]}`. */
export function dataBatch(request: Json): Json {
  const bytes = String.UTF8.encode(request.toString());
  return Json.parse(taken(host_data_batch(at(bytes), bytes.byteLength)));
}

/** The next number of a sequence: `{model, key}`. */
export function sequenceNext(request: Json): Json {
  const bytes = String.UTF8.encode(request.toString());
  return Json.parse(taken(host_sequence_next(at(bytes), bytes.byteLength)));
}

/** Who asks, as far as the manifest's `ctx:…` capabilities go: `{scopes?}`. */
export function context(request: Json): Json {
  const bytes = String.UTF8.encode(request.toString());
  return Json.parse(taken(host_ctx_get(at(bytes), bytes.byteLength)));
}

/** Tells of an event that the manifest declares. */
export function emit(event: string, payload: Json): Json {
  const name = String.UTF8.encode(event);
  const bytes = String.UTF8.encode(payload.toString());
  return Json.parse(taken(host_event_emit(at(name), name.byteLength, at(bytes), bytes.byteLength)));
}

/** Rows by SQL: `SELECT` or `WITH`, with `$1` for the first of `args`. */
export function dbQuery(sql: string, args: Json): Json {
  const text = String.UTF8.encode(sql);
  const bytes = String.UTF8.encode(args.toString());
  return Json.parse(taken(host_db_query(at(text), text.byteLength, at(bytes), bytes.byteLength)));
}

/** Changes by SQL. */
export function dbExec(sql: string, args: Json): Json {
  const text = String.UTF8.encode(sql);
  const bytes = String.UTF8.encode(args.toString());
  return Json.parse(taken(host_db_exec(at(text), text.byteLength, at(bytes), bytes.byteLength)));
}

/** Asks another server, which `http:fetch` in the manifest must name. The answer is `{status, body}` or `{error, message}`. */
export function httpRequest(url: string, method: string, headers: Json, body: string): Json {
  const u = String.UTF8.encode(url);
  const m = String.UTF8.encode(method);
  const h = String.UTF8.encode(headers.toString());
  const b = String.UTF8.encode(body);
  return Json.parse(
    taken(host_http_request(at(u), u.byteLength, at(m), m.byteLength, at(h), h.byteLength, at(b), b.byteLength)),
  );
}

/** Runs a handler: reads what the host sends, and writes what it answers. */
export function handle(pointer: i32, length: i32, run: (input: Json) => Json): i64 {
  return give(run(Json.parse(take(<usize>pointer, length))).toString());
}

/** It went well; `data` is what the caller gets. */
export function done(data: Json): Json {
  return Json.object().set("success", Json.of(true)).set("data", data);
}

/** It went wrong: the code for programs, the sentence for people. */
export function failed(code: string, message: string): Json {
  const error = Json.object().set("code", Json.text(code)).set("message", Json.text(message));
  return Json.object().set("success", Json.of(false)).set("error", error);
}

/** What the host answered when it refused, as the answer of the handler. */
export function refused(answer: Json): Json {
  return Json.object().set("success", Json.of(false)).set("error", answer.get("error"));
}

enum Kind {
  Nothing,
  Flag,
  Number,
  Text,
  List,
  Members,
}

/** A value of JSON. What is not there is read as null, so that reading never fails: `input.get("row").get("name").text()`. */
export class Json {
  private written: string = "null";
  private names: string[] = [];
  private items: Json[] = [];

  private constructor(private kind: Kind) {}

  static nothing(): Json {
    return new Json(Kind.Nothing);
  }
  static of(flag: bool): Json {
    return Json.written(Kind.Flag, flag ? "true" : "false");
  }
  static text(value: string): Json {
    return Json.written(Kind.Text, value);
  }
  static number(value: f64): Json {
    const whole = <i64>value;
    return Json.written(Kind.Number, <f64>whole == value ? whole.toString() : value.toString());
  }
  static list(): Json {
    return new Json(Kind.List);
  }
  static object(): Json {
    return new Json(Kind.Members);
  }
  private static written(kind: Kind, text: string): Json {
    const made = new Json(kind);
    made.written = text;
    return made;
  }

  /** The member of that name; null where there is none. */
  get(name: string): Json {
    const index = this.names.lastIndexOf(name);
    return index < 0 ? Json.nothing() : this.items[index];
  }
  /** The entry of a list; null beyond its end. */
  entry(index: i32): Json {
    return this.kind == Kind.List && index >= 0 && index < this.items.length ? this.items[index] : Json.nothing();
  }
  /** Entries of a list. */
  count(): i32 {
    return this.kind == Kind.List ? this.items.length : 0;
  }
  set(name: string, value: Json): Json {
    this.names.push(name);
    this.items.push(value);
    return this;
  }
  add(value: Json): Json {
    this.items.push(value);
    return this;
  }
  isNothing(): bool {
    return this.kind == Kind.Nothing;
  }
  isTrue(): bool {
    return this.kind == Kind.Flag && this.written == "true";
  }
  /** The text of a text, the digits of a number; empty for anything else. */
  asText(): string {
    return this.kind == Kind.Text || this.kind == Kind.Number ? this.written : "";
  }
  /** The number, also of a text that is one: hosts write decimals as texts. 0 for anything else. */
  asNumber(): f64 {
    const text = this.asText();
    const value = text.length == 0 ? 0 : parseFloat(text);
    return isNaN(value) ? 0 : value;
  }

  toString(): string {
    if (this.kind == Kind.Text) return quoted(this.written);
    if (this.kind == Kind.List) {
      const parts: string[] = [];
      for (let index = 0; index < this.items.length; index += 1) parts.push(this.items[index].toString());
      return "[" + parts.join(",") + "]";
    }
    if (this.kind == Kind.Members) {
      const parts: string[] = [];
      for (let index = 0; index < this.items.length; index += 1)
        parts.push(quoted(this.names[index]) + ":" + this.items[index].toString());
      return "{" + parts.join(",") + "}";
    }
    return this.written;
  }

  /** The value of a text; null where it is no JSON. */
  static parse(text: string): Json {
    const reader = new Reader(text);
    const value = reader.value(0);
    return reader.isBroken ? Json.nothing() : value;
  }
  /** For the reader alone. */
  static read(kind: i32, text: string): Json {
    return Json.written(<Kind>kind, text);
  }
}

function quoted(text: string): string {
  let out = '"';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code == 0x22 || code == 0x5c) out += "\\" + String.fromCharCode(code);
    else if (code < 0x20) out += "\\u" + code.toString(16).padStart(4, "0");
    else out += String.fromCharCode(code);
  }
  return out + '"';
}

const MAX_DEPTH = 200;

class Reader {
  private position: i32 = 0;
  isBroken: bool = false;

  constructor(private text: string) {}

  private peek(): i32 {
    while (this.position < this.text.length && this.text.charCodeAt(this.position) <= 0x20) this.position += 1;
    return this.position < this.text.length ? this.text.charCodeAt(this.position) : -1;
  }
  private skip(code: i32): bool {
    if (this.peek() != code) return false;
    this.position += 1;
    return true;
  }
  private broken(): Json {
    this.isBroken = true;
    return Json.nothing();
  }
  private word(text: string, value: Json): Json {
    if (!this.text.startsWith(text, this.position)) return this.broken();
    this.position += text.length;
    return value;
  }

  value(depth: i32): Json {
    if (this.isBroken || depth > MAX_DEPTH) return this.broken();
    const code = this.peek();
    if (code == 0x22) return Json.text(this.string());
    if (code == 0x5b) return this.list(depth);
    if (code == 0x7b) return this.members(depth);
    if (code == 0x74) return this.word("true", Json.of(true));
    if (code == 0x66) return this.word("false", Json.of(false));
    if (code == 0x6e) return this.word("null", Json.nothing());
    return this.number();
  }
  private number(): Json {
    const from = this.position;
    while (this.position < this.text.length && "+-.eE0123456789".includes(this.text.charAt(this.position))) this.position += 1;
    return from == this.position ? this.broken() : Json.read(Kind.Number, this.text.substring(from, this.position));
  }
  private list(depth: i32): Json {
    const made = Json.list();
    this.position += 1;
    if (this.skip(0x5d)) return made;
    do made.add(this.value(depth + 1));
    while (!this.isBroken && this.skip(0x2c));
    return this.skip(0x5d) ? made : this.broken();
  }
  private members(depth: i32): Json {
    const made = Json.object();
    this.position += 1;
    if (this.skip(0x7d)) return made;
    do {
      if (this.peek() != 0x22) return this.broken();
      const name = this.string();
      if (!this.skip(0x3a)) return this.broken();
      made.set(name, this.value(depth + 1));
    } while (!this.isBroken && this.skip(0x2c));
    return this.skip(0x7d) ? made : this.broken();
  }
  private string(): string {
    this.position += 1;
    let out = "";
    let from = this.position;
    while (this.position < this.text.length) {
      const code = this.text.charCodeAt(this.position);
      if (code == 0x22) {
        out += this.text.substring(from, this.position);
        this.position += 1;
        return out;
      }
      if (code != 0x5c) {
        this.position += 1;
        continue;
      }
      out += this.text.substring(from, this.position) + this.escaped();
      from = this.position;
    }
    this.isBroken = true;
    return "";
  }
  private escaped(): string {
    const name = this.text.charAt(this.position + 1);
    this.position += 2;
    if (name == "u") {
      const code = parseInt(this.text.substring(this.position, this.position + 4), 16);
      this.position += 4;
      return String.fromCharCode(<i32>code);
    }
    if (name == "n") return "\n";
    if (name == "t") return "\t";
    if (name == "r") return "\r";
    if (name == "b") return "\b";
    if (name == "f") return "\f";
    return name;
  }
}
