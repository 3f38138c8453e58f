import assert from 'node:assert/strict';
import { iconLookups } from '../../../src/icons/lookups';
import { presetOffers } from '../../../src/icons/offers';
import { presetIds, type IconProject } from '../../../src/icons/set';
import { packageJson } from '../projectFacts';
import { project } from './planHelp';

function suggested(from: IconProject): string[] {
  return presetOffers(from)
    .filter((offer) => offer.suggested)
    .map(({ id }) => id);
}

describe('what is offered', () => {
  it('is every set in order, each with a place and a reason', () => {
    const offers = presetOffers(project());
    assert.deepEqual(
      offers.map(({ id }) => id),
      [...presetIds],
    );
    assert.ok(
      offers.every(
        ({ name, detail, folder, reason }) => name !== '' && detail !== '' && folder.startsWith('icons/') && reason.endsWith('.'),
      ),
    );
    assert.equal(new Set(offers.map(({ name }) => name)).size, offers.length);
  });

  it('suggests what the project is', () => {
    assert.deepEqual(suggested(project()), ['web-minimal']);
    assert.deepEqual(suggested(project({ 'index.html': '' })), ['web-minimal']);
    assert.deepEqual(suggested(project({ 'package.json': packageJson('next'), 'app/layout.tsx': '' })), ['next-app']);
    assert.deepEqual(suggested(project({ 'package.json': packageJson('next'), 'pages/index.js': '' })), ['web-minimal']);
    assert.deepEqual(suggested(project({ 'package.json': '{"engines":{"vscode":"*"}}' })), ['vscode-extension']);
    assert.deepEqual(suggested(project({ 'vite.config.ts': '', 'src-tauri/tauri.conf.json': '{}' })), ['tauri']);
    const capacitor = project({ 'vite.config.ts': '' }, ['android/app/src/main/res', 'ios/App/App/Assets.xcassets']);
    assert.deepEqual(suggested(capacitor), ['web-minimal', 'ios', 'android']);
  });

  it('looks things up with patterns that can be joined into one', () => {
    for (const pattern of [...iconLookups.texts, ...iconLookups.names]) {
      assert.ok(!/[{},]/.test(pattern) && !pattern.startsWith('/'), pattern);
    }
    assert.equal(new Set(iconLookups.texts).size, iconLookups.texts.length);
  });
});
