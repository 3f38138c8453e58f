import { event } from './answer';
import { pause } from './clock';
import { finalEvents, partialEvents, type StreamFault, type Story } from './modelStream';

const megabyte = 1_000_000;

/** A model stream that goes wrong in its own way. */
export async function* playStream(story: Story, fault: StreamFault): AsyncGenerator<Buffer> {
  switch (fault.play) {
    case 'emptyStream':
    case 'jsonInstead':
      return;
    case 'partialOnly':
      yield* partialEvents(story);
      return;
    case 'errorEvent':
      yield* partialEvents(story);
      yield Buffer.from('event: error\ndata: {"detail":"Internal server error","error_type":"runner_server_error"}\n\n');
      return;
    case 'badJson':
      yield* partialEvents(story);
      yield Buffer.from('data: {"images": [\n\n');
      yield* await finalEvents(story);
      return;
    case 'falsyEvents':
      yield Buffer.from('data: 0\n\ndata: null\n\ndata: ""\n\ndata: false\n\n');
      yield* await finalEvents(story);
      return;
    case 'done':
      yield* partialEvents(story);
      yield* await finalEvents(story);
      yield Buffer.from('data: [DONE]\n\n');
      return;
    case 'silence':
      yield* partialEvents(story);
      await story.service.clock.until(story.service.clock.now() + (fault.ms ?? Infinity), story.exchange.left);
      yield* await finalEvents(story);
      return;
    case 'midEventEnd':
    case 'noFinalBlankLine':
    case 'crlf':
    case 'comments':
    case 'multiLineData':
    case 'byteOrderMark':
    case 'splitUtf8':
    case 'hugeEvent':
      yield* partialEvents(story);
      yield* reframed(story, fault);
  }
}

/** The right data in a frame that is unusual, hard to read or broken. */
async function* reframed(story: Story, fault: StreamFault): AsyncGenerator<Buffer> {
  const frame = Buffer.concat(await finalEvents(story)).toString();
  switch (fault.play) {
    case 'midEventEnd':
      yield Buffer.from(frame.slice(0, Math.floor(frame.length / 2)));
      return;
    case 'noFinalBlankLine':
      yield Buffer.from(frame.trimEnd());
      return;
    case 'crlf':
      yield Buffer.from(frame.replaceAll('\n', '\r\n'));
      return;
    case 'comments':
      yield Buffer.from(`: keep-alive\n\n:\n${frame}: bye\n\n`);
      return;
    case 'multiLineData': {
      const pretty = JSON.stringify(story.output, undefined, 2);
      yield Buffer.from(`id: 7\nevent: message\n${pretty.replace(/^/gm, 'data: ')}\n\n`);
      return;
    }
    case 'byteOrderMark':
      yield Buffer.from(`\ufeff${frame}`);
      return;
    case 'splitUtf8':
      // One byte in each piece, around characters of two to four bytes.
      for (const byte of event({ ...story.output, note: 'Größe – 画像 🎨' })) {
        yield Buffer.from([byte]);
        await pause(0);
      }
      return;
    case 'hugeEvent':
      yield event({ ...story.output, padding: 'A'.repeat(fault.bytes ?? 24 * megabyte) });
  }
}
