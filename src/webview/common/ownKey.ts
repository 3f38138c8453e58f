import { html, nothing, type TemplateResult } from 'lit';
import type { ImageModel } from '../../core/models/model';

/** Beside a price, while the user's own OpenAI key is set: who charges for it. */
export function ownKeyLine(model: ImageModel, byok: boolean | undefined): TemplateResult | typeof nothing {
  return byok && model.takesOpenAiKey ? html`<span class="spent own-key">Charged to your OpenAI account</span>` : nothing;
}
