import styled, { css } from 'styled-components';
import React, { useState } from 'react';

const Banner = styled.section`
  /* background: url(https://placehold.co/1x3); */
  background-image: url('https://placehold.co/1600x400/png');
  color: ${(p) => p.color};
  &:after { background: url("https://picsum.photos/200/${n}"); }
`;
const cardCss = css`
  background: url(https://dummyimage.com/qvga) center;
`;
const Thumb = styled.img.attrs({ src: 'https://placehold.co/150x151', alt: 'Wool hat' })`width: 150px;`;

export function Hero({ src = 'https://placehold.co/1280x640', title = "Autumn wool", onError }) {
  const [img, setImg] = useState('https://placehold.co/1280x641');
  useEffect(() => { setImg("https://placehold.co/1280x642"); }, []);
  const handleError = (e) => { e.target.src = '/images/placeholder.png'; };
  return <Banner><h1>{title}</h1>
    <img src={img} onError={() => setImg('https://placehold.co/1280x643')} alt="" />
    <img src={cond ? 'https://placehold.co/100x101' : "/img/mitten.png"} alt="Mitten pair" width="100" height={101} />
    <Icon src={require('../img/wool.png')} />
    <img src={'https://placehold.co/' + size} /><img src={"https://placehold.co/1x4".replace('1', n)} alt="q" />
    <>{"https://placehold.co/604x404"}</>
    <p>Don't do this: src="https://placehold.co/605x405"</p>
  </Banner>;
}
Hero.defaultProps = { image: 'https://placehold.co/606x406', caption: 'Sheep on a hill' };
const lt = a < b;
const el = React.createElement('img', { src: 'https://placehold.co/608x408', alt: 'Created ram' });
