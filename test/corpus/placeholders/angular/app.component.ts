import { Component } from '@angular/core';
@Component({
  selector: 'app-root',
  template: `
    <h1>Observatory</h1>
    <img src="https://placehold.co/810x400" alt="Milky way">
    <img [src]="photo || 'https://placehold.co/811x400'" alt="Telescope" (error)="photo = 'https://placehold.co/812x400'">
    <img [src]="photo" alt="{{ name }}">
  `,
  styles: [`.sky { background: url('https://placehold.co/813x400'); }`],
})
export class AppComponent {
  photo = 'https://placehold.co/814x400';
  list: Array<string> = ['https://picsum.photos/61', 'https://picsum.photos/62'];
}
