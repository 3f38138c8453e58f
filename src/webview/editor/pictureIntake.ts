import type { LitElement, ReactiveController } from 'lit';
import { mayBePictures, pictureFiles, readDrop, readFiles, type Incoming } from './incoming';

/** Takes pictures that are dropped anywhere on the page or pasted. While something is dragged over it, its host has the class `dropping`. */
export class PictureIntake implements ReactiveController {
  constructor(
    private readonly host: LitElement,
    private readonly take: (incoming: Incoming) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('paste', this.onPaste);
    document.addEventListener('dragover', this.onDragOver);
    document.addEventListener('dragleave', this.onDragLeave);
    document.addEventListener('drop', this.onDrop);
  }

  hostDisconnected(): void {
    document.removeEventListener('paste', this.onPaste);
    document.removeEventListener('dragover', this.onDragOver);
    document.removeEventListener('dragleave', this.onDragLeave);
    document.removeEventListener('drop', this.onDrop);
  }

  private readonly onPaste = (event: ClipboardEvent): void => {
    const files = pictureFiles(event.clipboardData);
    if (files.length > 0) {
      event.preventDefault();
      void readFiles(files).then((read) => this.take({ uris: [], files: read }));
    }
  };

  private readonly onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer && mayBePictures(event.dataTransfer)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.host.classList.add('dropping');
    }
  };

  /** Leaving an element of the page for another one is no leaving. */
  private readonly onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) {
      this.host.classList.remove('dropping');
    }
  };

  private readonly onDrop = (event: DragEvent): void => {
    this.host.classList.remove('dropping');
    if (!event.dataTransfer || !mayBePictures(event.dataTransfer)) {
      return;
    }
    event.preventDefault();
    void readDrop(event.dataTransfer).then((incoming) => {
      if (incoming.uris.length + incoming.files.length > 0) {
        this.take(incoming);
      }
    });
  };
}
