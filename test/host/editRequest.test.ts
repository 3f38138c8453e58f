/** What an edit sends and keeps, and what becomes of it, with a codec that is played by the test. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BlendSettings } from '../../src/core/edit';
import { ImageError } from '../../src/core/errors';
import { planPlacement } from '../../src/core/placement';
import { modelOf } from '../../src/core/models/catalogue';
import type { Codec } from '../../src/imaging/codec';
import { codeOfRectangle, measureCode } from '../../src/imaging/mask/maskCode';
import type { PreparedEdit, SourceFacts, Tasks } from '../../src/imaging/messages';
import type { ActiveJob } from '../../src/jobs/activeJob';
import { Answers } from '../../src/editor/imageEditor/answers';
import { LivePreviews } from '../../src/editor/livePreview';
import type { Discarded } from '../../src/editor/imageEditor/discarded';
import { defaultBlend } from '../../src/editor/imageEditor/editDefaults';
import { buildEdit, type EditWish } from '../../src/editor/imageEditor/editRequest';
import { isJpegTold, showJpegNotice } from '../../src/editor/imageEditor/jpegNotice';
import { readReference } from '../../src/editor/imageEditor/references';
import { editForPage } from '../../src/editor/imageEditor/snapshot';

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
const facts: SourceFacts = {
  type: 'image/png',
  width: 1600,
  height: 900,
  hasAlpha: true,
  frames: 1,
  orientation: 1,
  depth: 8,
  lossless: true,
  kind: 'rgb',
};
const size = { width: facts.width, height: facts.height };
const settings: BlendSettings = { edge: 'exact', feather: 4, align: true, match: 1 };

describe('the request of an edit in the image editor', () => {
  let prepared: Pick<PreparedEdit, 'transparent' | 'clearShare'> = { transparent: false, clearShare: 0 };
  let asked: Tasks['prepare']['takes'] | undefined;
  let measured = 0;
  const codec = {
    measureMask: (mask: string, of: typeof size) => {
      measured++;
      return Promise.resolve(measureCode(mask, of));
    },
    prepare: (order: Tasks['prepare']['takes']) => {
      asked = order;
      return Promise.resolve({ image: picture, ...(order.mask === undefined ? {} : { mask: picture }), ...prepared });
    },
  } as unknown as Codec;
  const wish = (part: Partial<EditWish> = {}): EditWish => ({
    source: vscode.Uri.file('/project/hero.png'),
    version: { id: 'ab'.repeat(32), file: picture, facts },
    workspace: vscode.Uri.file('/project'),
    prompt: 'at night',
    model: 'openai/gpt-image-2/edit',
    quality: 'low',
    count: 1,
    settings,
    convention: 'white',
    references: [],
    ...part,
  });

  beforeEach(() => (prepared = { transparent: false, clearShare: 0 }));

  it('changes only the box of the user, whatever the model needs around it', async () => {
    const box = { left: 700, top: 400, width: 100, height: 80 };
    const { request, files } = await buildEdit(wish({ box }), codec);
    assert.ok(request.edit);
    assert.deepEqual(request.edit.placement, planPlacement(box, size, modelOf(request.model).sizes));
    assert.ok(request.edit.placement.box.width > 500);
    assert.equal(request.edit.masked, true);
    assert.deepEqual(measureCode(asked?.mask ?? '', size), { bounds: box, area: 8000 });
    assert.equal(new TextDecoder().decode(files.kept.get('mask')), asked?.mask);
    assert.ok(files.mask);
    assert.ok(Math.abs(request.edit.region.width - 100) <= 1, 'the model is told where');
  });

  it('has masks measured in the image thread, and refuses those that could do nothing', async () => {
    const mask = codeOfRectangle({ left: 10, top: 20, width: 30, height: 40 }, size);
    const { request } = await buildEdit(wish({ mask }), codec);
    assert.equal(measured, 1);
    assert.equal(request.edit?.masked, true);
    await assert.rejects(buildEdit(wish({ mask: codeOfRectangle({ left: 0, top: 0, ...size }, size) }), codec), /whole picture/);
    const lying = codeOfRectangle({ left: 10, top: 20, width: 30, height: 40 }, { width: 900, height: 1600 });
    await assert.rejects(buildEdit(wish({ mask: lying }), codec), /does not have the size/);
  });

  it('needs no mask for a box that is sent as it is, and none for the whole picture', async () => {
    for (const box of [{ left: 100, top: 50, width: 1024, height: 768 }, { left: 0, top: 0, ...size }, undefined]) {
      const { request, files } = await buildEdit(wish({ box }), codec);
      assert.equal(request.edit?.masked, false);
      assert.equal(files.mask, undefined);
    }
  });

  it('asks for transparency where there is some and the model has it, and lets an edit of nothing be seen', async () => {
    const model = 'fal-ai/gpt-image-1/edit-image';
    assert.equal((await buildEdit(wish({ model }), codec)).request.background, undefined);
    prepared = { transparent: true, clearShare: 0.2 };
    const some = (await buildEdit(wish({ model }), codec)).request;
    assert.equal(some.background, 'transparent');
    assert.equal(some.edit?.settings.alpha, 'keep');
    prepared = { transparent: true, clearShare: 0.9 };
    const most = (await buildEdit(wish(), codec)).request;
    assert.equal(most.background, undefined, 'GPT Image 2 has none');
    assert.equal(most.edit?.settings.alpha, 'answer');
    const chosen = await buildEdit(wish({ settings: { ...settings, alpha: 'keep' } }), codec);
    assert.equal(chosen.request.edit?.settings.alpha, 'keep');
  });

  it('matches no colours in a picture with transparency unless it is asked for', () => {
    assert.equal(defaultBlend(facts).match, 0);
    assert.equal(defaultBlend({ ...facts, hasAlpha: false }).match, 1);
  });

  it('sends references bare, and counts their size as it is sent', async () => {
    const turned = Uint8Array.from([1, 2, 3]);
    const bare = Uint8Array.from([4]);
    const reading = {
      inspect: () => Promise.resolve({ type: 'image/webp', width: 10, height: 20, hasAlpha: false, frames: 1 }),
      bare: (bytes: Uint8Array) => Promise.resolve({ bytes: bytes === turned ? bare : bytes, type: 'image/png', width: 20, height: 10 }),
      thumbnail: (bytes: Uint8Array) => Promise.resolve({ bytes, type: 'image/webp', width: 20, height: 10 }),
    } as unknown as Codec;
    const reference = await readReference('photo.webp', turned, reading);
    assert.deepEqual([reference.bytes, reference.type, reference.width, reference.height], [bare, 'image/png', 20, 10]);
    assert.equal(reference.thumbnail, bare);
  });
});

describe('an edit that cannot be shown', () => {
  const log = { warn: () => undefined } as unknown as vscode.LogOutputChannel;
  const discarded = (gone: boolean) => ({ has: () => gone }) as unknown as Discarded;
  const job = {
    id: 'job',
    phase: 'done',
    state: {
      request: {
        prompt: 'x',
        model: 'openai/gpt-image-2/edit',
        count: 1,
        edit: { placement: { box: { left: 0, top: 0, ...size } }, sourceSize: size, masked: false, settings },
      },
      price: { known: false },
      createdAt: 1,
      images: [{ index: 0, remote: { url: '' }, file: '0.png' }],
    },
  } as unknown as ActiveJob;
  const answersOf = (thumbnail: () => Promise<Uint8Array>): Answers => {
    const runner = { get: () => job } as unknown as ConstructorParameters<typeof Answers>[0];
    const storage = { readBytes: () => Promise.resolve(undefined) } as unknown as ConstructorParameters<typeof Answers>[1];
    return Object.assign(new Answers(runner, storage, {} as Codec), thumbnail === missing ? {} : { thumbnail });
  };
  const missing = (): Promise<Uint8Array> => Promise.reject(new Error('replaced by the real one'));

  const live = new LivePreviews({ thumbnail: () => Promise.reject(new Error('not asked for')) }, {} as vscode.Memento, log);
  const shown = (answers: Answers, away: Discarded) => editForPage(job, { answers, discarded: away, live, log });

  it('says whether it is gone or damaged', async () => {
    const gone = await shown(answersOf(missing), discarded(false));
    assert.match(gone?.error?.message ?? '', /no longer kept/);
    const damage = (): Promise<Uint8Array> => Promise.reject(new ImageError('not-an-image', 'The picture is damaged.'));
    const damaged = await shown(answersOf(damage), discarded(false));
    assert.equal(damaged?.error?.message, 'What this edit brought is kept, but cannot be shown. The picture is damaged.');
    assert.equal((await shown(answersOf(damage), discarded(true)))?.error, undefined, 'nobody wants to see it');
  });
});

describe('that a JPEG is encoded again', () => {
  it('is said once', async () => {
    const kept = new Map<string, unknown>();
    const state = {
      get: (name: string) => kept.get(name),
      update: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    } as unknown as vscode.Memento;
    assert.equal(isJpegTold(state), false);
    await showJpegNotice(state);
    assert.equal(isJpegTold(state), true);
    await showJpegNotice(state);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
