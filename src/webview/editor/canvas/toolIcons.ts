import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';
import { icon } from '../../common/icon';
import type { Shape } from './shapeTool';
import type { ToolName } from './tool';

/** What codicons lack, on the same grid of 16 with lines of one pixel. */
const drawings = {
  brush: svg`<path d="M13.9 2.1a1.3 1.3 0 0 0-1.9 0L6.6 8.2l1.3 1.3 6-5.5a1.3 1.3 0 0 0 0-1.9Z"/><path d="M6.2 8.6c-1.6 0-2.5 1-2.7 2.3-.1 1-.6 1.6-1.5 2 .8.6 1.9.6 2.8.6 1.7 0 2.8-1.2 2.8-2.6"/>`,
  rectangle: svg`<rect x="2.5" y="3.5" width="11" height="9"/>`,
  ellipse: svg`<ellipse cx="8" cy="8" rx="5.5" ry="4.5"/>`,
  polygon: svg`<path d="M8 2.5 13.5 6.5 11.5 13.5H4.5L2.5 6.5Z"/>`,
  lasso: svg`<path d="M5.5 10.3C3.6 9.7 2.5 8.5 2.5 6.9c0-2.4 2.4-4.4 5.5-4.4s5.5 2 5.5 4.4S11.1 11.3 8 11.3c-.5 0-1 0-1.4-.1"/><circle cx="5.7" cy="11.2" r="1.4"/><path d="M5.4 12.6c.1 1-.3 1.7-1.2 2.3"/>`,
  box: svg`<path stroke-dasharray="2 2" d="M2.5 2.5h11v11h-11z"/><path d="M8 6v4M6 8h4"/>`,
  hand: svg`<path d="M5.5 8.5V4a1 1 0 0 1 2 0v3.5-4.5a1 1 0 0 1 2 0v4.5-3.5a1 1 0 0 1 2 0v5.5c0 2.5-1.5 4.5-4 4.5-1.8 0-2.8-.8-3.7-2.4L2.4 9.4a1 1 0 0 1 1.7-1l1.4 1.6"/>`,
} satisfies Readonly<Record<string, SVGTemplateResult>>;

export function toolIcon(tool: ToolName, shape: Shape): TemplateResult {
  switch (tool) {
    case 'eraser':
      return icon('eraser');
    case 'similar':
      return icon('wand');
    case 'move':
      return icon('move');
    default:
      return drawn(tool === 'shape' ? shape : tool);
  }
}

function drawn(name: keyof typeof drawings): TemplateResult {
  return html`<svg class="tool-icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${drawings[name]}</svg>`;
}
