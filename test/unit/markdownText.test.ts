/** Texts of agents and folders, where Markdown is shown: they stay text. */
import assert from 'node:assert/strict';
import { markdownText } from '../../src/editor/markdownText';

describe('a text in Markdown', () => {
  it('has no markup, links, HTML, mathematics or cells of its own', () => {
    const hostile = [
      'a | b |',
      '**bold** _it_ ~~no~~ `code`',
      '[x](command:easel.setApiKey) ![x](https://a.b/c.png)',
      '<img src=x onerror=alert(1)> &lt;b&gt;',
      '$\\href{https://a.b}{x}$ $(trash)',
      'https://a.b www.a.b me@a.b',
      '# head\n- list\n> quote\n1. one\n```\ncode\n```\n\n---',
      '\\| ends the cell',
    ];
    for (const text of hostile) {
      const told = markdownText(text, 600);
      assert.ok(!told.includes('\n'));
      // Every mark has its own backslash, counted from the left.
      assert.equal(told.replace(/\\[!-/:-@[-`{-~]/g, '').search(/[!-/:-@[-`{-~]/), -1, told);
      assert.equal(told.replace(/\\([!-/:-@[-`{-~])/g, '$1'), text.replace(/\s+/g, ' ').trim());
    }
  });

  it('hides nothing and turns nothing around', () => {
    assert.equal(markdownText('free\u202e0\u200b1\u2028Price', 600), 'free 0 1 Price');
    assert.equal(markdownText(`${'a'.repeat(600)}and then the rest`, 600), `${'a'.repeat(600)}… \\(17 more characters\\)`);
    assert.equal(markdownText('🦊'.repeat(3), 2), '🦊🦊… \\(1 more characters\\)');
  });
});
