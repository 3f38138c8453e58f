@extends('layouts.app')
@section('content')
  {{-- <img src="https://placehold.co/16x16"> --}}
  <h2>Our workshops</h2>
  <img src="{{ $event->image ?? 'https://placehold.co/500x280' }}" alt="{{ $event->title }}">
  <img src="{{ asset('images/workshop.png') }}" alt="Workshop">
  <img src="https://placehold.co/501x280" alt="Pottery wheel">
  <x-card image="https://placehold.co/502x280" title="Bookbinding" />
  @php $hero = 'https://placehold.co/503x280'; @endphp
  <img src="{!! $x !!}">
@endsection
