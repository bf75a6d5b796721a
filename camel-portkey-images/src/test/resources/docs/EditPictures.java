package com.example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

public class EditPictures extends RouteBuilder {

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new EditPictures());
        main.run(args);
    }

    @Override
    public void configure() {
        from("file:{{inbox}}?move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
    }
}
