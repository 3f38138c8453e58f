import styled, { css } from 'styled-components';

export const Cover = styled.div`
  width: 600px;
  height: 200px;
  background: url('https://placehold.co/600x200') ${({ theme }) => theme.color};
`;
export const other = css`background: url(https://placehold.co/${w});`;
export const html = (title: string) => `<figure><img src="https://placehold.co/410x230" alt="Newsletter header"><h1>${title}</h1></figure>`;
export const api = 'https://picsum.photos/v2/list';
export const docs = 'https://placehold.co/docs';
export const text = 'Use https://placehold.co/600x400 for tests';
