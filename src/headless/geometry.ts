/** A place in a text: line and character from zero, characters in UTF-16 code units. */
export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}

  isBefore(other: Position): boolean {
    return this.line < other.line || (this.line === other.line && this.character < other.character);
  }

  isEqual(other: Position): boolean {
    return this.line === other.line && this.character === other.character;
  }

  isBeforeOrEqual(other: Position): boolean {
    return !other.isBefore(this);
  }
}

/** From `start` to `end`, which is never before it. */
export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position);
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number);
  constructor(first: Position | number, second: Position | number, endLine = 0, endCharacter = 0) {
    const start = typeof first === 'number' ? new Position(first, second as number) : first;
    const end = typeof first === 'number' ? new Position(endLine, endCharacter) : (second as Position);
    [this.start, this.end] = end.isBefore(start) ? [end, start] : [start, end];
  }

  get isEmpty(): boolean {
    return this.start.isEqual(this.end);
  }

  contains(place: Position | Range): boolean {
    return place instanceof Range
      ? this.contains(place.start) && this.contains(place.end)
      : this.start.isBeforeOrEqual(place) && place.isBeforeOrEqual(this.end);
  }
}

export class Selection extends Range {
  constructor(
    readonly anchor: Position,
    readonly active: Position,
  ) {
    super(anchor, active);
  }
}
