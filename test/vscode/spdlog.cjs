// Stands in for the native module `@vscode/spdlog` inside the VS Code server, so that no compiler is needed and log files and
// output channels still reach the disk: tests search them for keys. Every line is written at once, so a killed process loses none.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.bare = false;
  }

  write(level, message) {
    if (level >= this.level && this.file) {
      const text = this.bare ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
      fs.appendFileSync(this.file, text);
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }

  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  /** VS Code asks for this when it formats the lines by itself. */
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}

async function createLogger(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

exports.version = 0;
exports.setLevel = function setLevel() {};
exports.setFlushOn = function setFlushOn() {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
