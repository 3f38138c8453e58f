import assert from 'node:assert/strict';
import { previewsOf } from '../../../src/icons/previews';
import { presetIds, type PresetId } from '../../../src/icons/set';
import { plan } from './planHelp';

function seen(...presets: PresetId[]): string[] {
  return previewsOf(plan(presets).files).map(({ label, drawing }) => `${label} ${drawing.width}`);
}

describe('previews', () => {
  it('show each kind and size once, the smallest first, and not too many', () => {
    const all = previewsOf(plan(presetIds).files);
    assert.ok(all.length <= 30 && all.length >= 20, String(all.length));
    const areas = all.map(({ drawing }) => drawing.width * drawing.height);
    assert.deepEqual(
      areas,
      [...areas].sort((a, b) => a - b),
    );
    assert.equal(new Set(all.map(({ drawing, guide }) => JSON.stringify([drawing, guide]))).size, all.length);
    assert.deepEqual(new Set(all.flatMap(({ presets }) => presets)), new Set(presetIds));
  });

  it('of a site are favicons, touch icon, maskable icon and large ones', () => {
    assert.deepEqual(seen('web-minimal'), [
      'Favicon 16',
      'Favicon 32',
      'Favicon 48',
      'Touch icon 180',
      'Web app 192',
      'Web app 512',
      'Maskable 512',
    ]);
  });

  it('have the guides of their platforms', () => {
    const guides = Object.fromEntries(
      previewsOf(plan(['pwa', 'ios', 'android']).files).map(({ label, guide }) => [label, guide && [guide.kind, guide.share]]),
    );
    assert.deepEqual(guides['Maskable'], ['circle', 0.8]);
    assert.deepEqual(guides['iOS app icon'], ['squircle', 1]);
    assert.deepEqual(guides['Android, adaptive'], ['circle', 66 / 108]);
    assert.deepEqual(guides['Android, themed'], ['circle', 66 / 108]);
    assert.equal(guides['Web app'], undefined);
  });

  it('show the adaptive icon on its background', () => {
    const icon = previewsOf(plan(['android']).files).find(({ label }) => label === 'Android, adaptive');
    assert.equal(icon?.drawing.ground, 'background');
  });

  it('know extensions and apps', () => {
    assert.deepEqual(seen('chrome-extension'), ['Extension 16', 'Extension 32', 'Extension 48', 'Extension 128']);
    assert.deepEqual(seen('vscode-extension'), ['Extension 256']);
    assert.deepEqual(seen('electron'), ['App icon 16', 'App icon 32', 'App icon 128', 'App icon 256', 'App icon 512', 'App icon 1024']);
    assert.deepEqual(seen(), []);
  });
});
