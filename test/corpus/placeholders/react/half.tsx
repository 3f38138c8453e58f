export function Page() {
  const broken = 'https://placehold.co/1
  const photo = 'https://placehold.co/350x250';
  return (
    <div>
      <img src="https://placehold.co/351x250" alt="Kettle on a stove" />
      <img src={ />
      <img src="https://placehold.co/352x250" alt="Tea cups" />
