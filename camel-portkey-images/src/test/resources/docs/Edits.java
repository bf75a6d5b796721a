package com.example;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class Edits {

    public static void main(String[] args) {
        SpringApplication.run(Edits.class, args);
    }

    @Component
    static class EditFolder extends RouteBuilder {
        @Override
        public void configure() {
            from("file:{{inbox}}?move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
        }
    }
}
