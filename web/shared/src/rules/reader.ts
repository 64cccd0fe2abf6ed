/** A rule pack that cannot be used; the pack in force stays in force. */
export class PackError extends Error {
  readonly place: string;
  readonly reason: string;
  constructor(place: string, reason: string) {
    super(`${place || '/'}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

/** Reads JSON strictly, and knows where it is, so that a refusal names the place. */
export class Reader {
  readonly json: unknown;
  readonly place: string;

  constructor(json: unknown, place: string) {
    this.json = json;
    this.place = place;
  }

  static parse(text: string): Reader {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new PackError('', 'not JSON');
    }
    return new Reader(json, '').#asObject();
  }

  get names(): readonly string[] {
    return Object.keys(this.json as object);
  }

  any(name: string): Reader {
    const members = this.json as Record<string, unknown>;
    if (!Object.hasOwn(members, name)) throw new PackError(`${this.place}/${name}`, 'missing');
    return new Reader(members[name], `${this.place}/${name}`);
  }

  object(name: string): Reader {
    return this.any(name).#asObject();
  }

  has(name: string): boolean {
    return Object.hasOwn(this.json as object, name);
  }

  text(name: string): string {
    const { json } = this.any(name);
    if (typeof json !== 'string') throw this.any(name).refuse('must be a text');
    if (json.trim() === '') throw this.any(name).refuse('the text is empty');
    return json;
  }

  boolean(name: string): boolean {
    const { json } = this.any(name);
    if (typeof json !== 'boolean') throw this.any(name).refuse('must be true or false');
    return json;
  }

  integer(name: string): number {
    const { json } = this.any(name);
    if (!Number.isInteger(json) || Math.abs(json as number) > 0x7fffffff)
      throw this.any(name).refuse('must be a whole number');
    return json as number;
  }

  instant(name: string): string | null {
    const { json } = this.any(name);
    if (json === null) return null;
    if (
      typeof json !== 'string' ||
      !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(json) ||
      Number.isNaN(Date.parse(json))
    )
      throw this.any(name).refuse('must be a time with offset, or null');
    return json;
  }

  items(name: string): readonly Reader[] {
    const list = this.any(name);
    if (!Array.isArray(list.json)) throw list.refuse('must be a list');
    return list.json.map((item, at) => new Reader(item, `${list.place}/${at}`));
  }

  texts(name: string): readonly string[] {
    return this.items(name).map((item) => {
      if (typeof item.json !== 'string') throw item.refuse('must be a text');
      return item.json;
    });
  }

  /** Refuses members with other names: a misspelt one would otherwise be a rule that nobody applies. */
  only(...names: readonly string[]): this {
    this.#asObject();
    const other = this.names.find((name) => !names.includes(name));
    if (other !== undefined) throw new PackError(`${this.place}/${other}`, 'unknown member');
    return this;
  }

  refuse(reason: string): PackError {
    return new PackError(this.place, reason);
  }

  #asObject(): this {
    if (typeof this.json !== 'object' || this.json === null || Array.isArray(this.json))
      throw this.refuse('must be an object');
    return this;
  }
}
